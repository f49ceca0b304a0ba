"""Owns every version of every template that was ever in use; refuses to forget one, because the ledger names them."""

from dataclasses import dataclass

from storage.session import Session

AT_ONCE = 50


@dataclass(frozen=True)
class Template:
    """One version of one template in one language, as it is written."""

    template: str
    version: str
    locale: str
    source: str


async def keep(db: Session, templates: list[Template]) -> int:
    """Write the versions that are not known yet and give how many that were."""
    rows = await db.fetch("SELECT template, version, locale FROM template_version WHERE practice_id = :practice")
    known = {(row["template"], row["version"], row["locale"]) for row in rows}
    fresh = [one for one in templates if (one.template, one.version, one.locale) not in known]
    for begin in range(0, len(fresh), AT_ONCE):
        await _add(db, fresh[begin : begin + AT_ONCE])
    return len(fresh)


async def _add(db: Session, templates: list[Template]) -> None:
    """Write some in one statement: one each would take a start's time on PostgreSQL."""
    values: dict[str, str] = {}
    rows = []
    for number, one in enumerate(templates):
        tag = _letters(number)
        values |= {f"t_{tag}": one.template, f"v_{tag}": one.version, f"l_{tag}": one.locale, f"s_{tag}": one.source}
        rows.append(f"(:practice, :t_{tag}, :v_{tag}, :l_{tag}, :s_{tag}, :now)")
    await db.run(
        f"""INSERT INTO template_version (practice_id, template, version, locale, source, since)
            VALUES {", ".join(rows)} ON CONFLICT DO NOTHING""",  # noqa: S608 -- names of parameters only
        **values,
    )


def _letters(number: int) -> str:
    """Spell a number in letters: a parameter's name has no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


async def source(db: Session, template: str, version: str, locale: str) -> str | None:
    """Give how a template was written in one of its versions, or None."""
    row = await db.one(
        """SELECT source FROM template_version WHERE practice_id = :practice AND template = :template
             AND version = :version AND locale = :locale""",
        template=template,
        version=version,
        locale=locale,
    )
    return row["source"] if row else None
