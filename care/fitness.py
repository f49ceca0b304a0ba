"""Owns what on a client's file clashes with which routine; refuses to decide what follows from it.

Every contra-indication tag has its place here: ticked by the client or her therapist, or known from a surgery or an
age. A few are of the moment, and are asked for or shown while she exercises.
"""

from collections.abc import Iterable
from datetime import date

from care.intake import Intake, Surgery, tags
from content.codes import CONDITIONS, NOT_NOW, REGIONS
from content.library import Library
from content.routines import shown_exercises

# The list of the clinical brief (section 0) that a human is asked about first; surgery and age have their own pages.
ASK_FIRST = (
    "pregnancy", "pregnancy_late", "osteoporosis", "cancer_treatment", "blood_thinners", "diabetes_numb_feet",
    "artery_disease", "heart_disease", "neck_arthritis_signs", "falls_past_year",
)  # fmt: skip
# With one of these no routine is begun at all; from the clot on, they are red flags when a client ticks them herself.
NOW = (
    "fracture", "open_wound", "injury_72h", "fever", "blood_clot", "calf_hot_swollen", "chest_pain",
    "breathlessness_new", "arm_weakness", "leg_weakness",
)  # fmt: skip
STOPS_ALL = NOT_NOW | frozenset(NOW)
MORE = (
    "dizziness", "dizzy_on_standing", "balance_problem", "blood_pressure", "raynaud", "sleep_apnoea", "shift_work",
    "headache_new_50", "scalp_or_jaw_pain_50", "jaw_locked", "jaw_sharp_pain", "dental_infection", "facial_swelling",
    "neck_injury_6w", "arm_symptoms_growing", "shoulder_pinch", "shoulder_dislocation", "shoulder_replacement",
    "elbow_tendon_tear", "wrist_fracture_6w", "wrist_pain", "locked_finger", "thumb_weakness", "constant_numbness",
    "lasting_tingling", "spine_fracture", "spinal_stenosis", "leg_pain_spreading", "leg_tingling",
    "both_legs_affected", "sciatica_sharp", "hip_replacement", "hip_lying_pain", "knee_replacement",
    "knee_pain_kneeling", "thigh_cramp", "hamstring_strain_7d", "calf_pop", "tendon_rupture", "ankle_sprain_7d",
    "foot_wound", "joint_hot_swollen", "wound_not_healed", "skin_infected", "skin_inflamed", "skin_numb",
    "bruises_easily", "keloid_growing", "radiotherapy_area", "cancer_site",
)  # fmt: skip
FROM_SURGERY = frozenset(
    (
        "shoulder_surgery_6w", "shoulder_surgery_12w", "cuff_repair_12w", "breast_or_armpit_surgery",
        "chest_or_heart_surgery_12w", "surgeon_limits", "surgery_recent", "hand_surgery", "spine_surgery_12w",
        "hip_surgery", "hernia_surgery_6w", "toe_surgery", "jaw_fracture_or_surgery",
    )
)  # fmt: skip
FROM_AGE = frozenset({"under_18"})
# Of the moment: asked as pain before a routine, or what stops an exercise; a therapist may still put them on file.
OF_THE_MOMENT = frozenset({"pain_4_or_more", "light_headed", "panic_rising", "cream_on_skin"})

# What one fact says of others; always in the careful direction.
IMPLIES: dict[str, tuple[str, ...]] = {
    "pregnancy_late": ("pregnancy",),
    "diabetes_numb_feet": ("skin_numb",),
    "falls_past_year": ("balance_problem",),
    "cancer_treatment": ("cancer_site", "radiotherapy_area"),
    "blood_thinners": ("bruises_easily",),
    "C20_artery_disease": ("artery_disease",),
    "steroids": ("bruises_easily",),
    "tendon_antibiotics": ("tendon_rupture",),
    "pressure_medicine": ("dizzy_on_standing",),
}

# Where somebody can have had surgery, with the regions that it concerns.
NEAR: dict[str, frozenset[str]] = {
    "head": frozenset({"head", "temple", "skull_base", "neck"}),
    "neck": frozenset({"neck", "skull_base", "head", "temple"}),
    "jaw": frozenset({"jaw", "face", "temple"}),
    "shoulder": frozenset({"shoulder", "shoulder_blade", "upper_arm", "upper_back", "chest"}),
    "chest": frozenset({"chest", "ribs", "shoulder", "upper_back"}),
    "low_back": frozenset({"low_back", "mid_back", "upper_back", "spine", "thigh_back"}),
    "belly": frozenset({"belly", "groin", "low_back", "ribs"}),
    "elbow": frozenset({"elbow", "forearm", "upper_arm"}),
    "hand": frozenset({"hand", "wrist", "thumb", "fingers", "forearm"}),
    "hip": frozenset({"hip", "groin", "buttock", "thigh_front", "thigh_back", "low_back"}),
    "knee": frozenset({"knee", "thigh_front", "thigh_back", "calf"}),
    "foot": frozenset({"foot", "heel", "ankle", "achilles", "calf"}),
}
# These go to wherever it hurts, or move all of her.
ANYWHERE_KINDS = frozenset({"heat", "cold", "walk"})
WEEKS_6, WEEKS_12 = 42, 84
_SIX = {"shoulder": ("shoulder_surgery_6w",), "belly": ("hernia_surgery_6w",)}
_TWELVE = {
    "shoulder": ("shoulder_surgery_12w", "cuff_repair_12w"),
    "chest": ("chest_or_heart_surgery_12w",),
    "low_back": ("spine_surgery_12w",),
    "neck": ("spine_surgery_12w",),
}
_UNTIL_CLEARED = {
    "chest": ("breast_or_armpit_surgery",),
    "hip": ("hip_surgery",),
    "hand": ("hand_surgery",),
    "foot": ("toe_surgery",),
    "jaw": ("jaw_fracture_or_surgery",),
}


def age_in_days(surgery: Surgery, today: date) -> int | None:
    """Give how long ago a surgery was at least; None for "longer than a year", and 0 where the month is not known."""
    if surgery.month == "before":
        return None
    if not surgery.month:
        return 0
    year, month = (int(part) for part in surgery.month.split("-"))
    after = date(year + month // 12, month % 12 + 1, 1)  # the last day of its month may have been the day
    return max(0, (today - after).days + 1)


def is_recent(surgery: Surgery, today: date) -> bool:
    """Tell whether a surgery may be less than twelve weeks ago."""
    days = age_in_days(surgery, today)
    return days is not None and days < WEEKS_12


def of_surgery(surgery: Surgery, today: date) -> frozenset[str]:
    """Give the tags that follow from one surgery today."""
    days, area = age_in_days(surgery, today), surgery.area
    found: set[str] = set()
    if days is not None and days < WEEKS_12:
        found |= {"surgery_recent", *_TWELVE.get(area, ())}
        if days < WEEKS_6:
            found |= {"wound_not_healed", *_SIX.get(area, ())}
        found |= set(_UNTIL_CLEARED.get(area, ()))
    if not surgery.cleared:
        found |= {"surgeon_limits", *_UNTIL_CLEARED.get(area, ())}
    return frozenset(found)


def known(intake: Intake, today: date) -> frozenset[str]:
    """Give every tag that holds for a client today: ticked, implied, or known from a surgery or an age."""
    found = set(tags(intake))
    for code in (*intake.facts, *intake.own, *intake.conditions, *intake.medicines):
        found |= set(IMPLIES.get(code, ()))
    for surgery in intake.surgeries:
        found |= of_surgery(surgery, today)
    return frozenset(found)


def is_minor(intake: Intake) -> bool:
    """Tell whether the client is under 18, as she or her therapist said."""
    return intake.age == "under_18" or "under_18" in (*intake.facts, *intake.own)


def clashes(intake: Intake, routine_id: str, library: Library, today: date) -> frozenset[str]:
    """Give what on file stands against a routine today, as codes: ``avoid:tag``, ``surgery:...``, ``condition:...``."""
    routine, found = library.routine(routine_id), known(intake, today)
    against = set(library.contra_indications(routine_id)) | STOPS_ALL
    codes = {f"avoid:{tag}" for tag in found & against}
    codes |= {_surgery_code(one) for one in intake.surgeries if _is_held_by(one, routine_id, library, today)}
    for condition in intake.conditions:
        record = library.guide.conditions.get(condition)
        by_hand = record is None or record.push == "therapist_only"
        if condition in CONDITIONS and by_hand and condition not in routine.conditions:
            codes.add(f"condition:{condition}")
    return frozenset(codes)


def _surgery_code(surgery: Surgery) -> str:
    return f"surgery:{surgery.area}:{surgery.month}"


def _is_held_by(surgery: Surgery, routine_id: str, library: Library, today: date) -> bool:
    """Tell whether a surgery holds a routine: not cleared, and fresh or where the routine works."""
    if surgery.cleared:
        return False
    days = age_in_days(surgery, today)
    if days is not None and days < WEEKS_12:
        return True  # the surgeon's limits are not on file: nothing is begun
    near = NEAR.get(surgery.area, REGIONS)
    return any(_works_on(key, near, library) for key in shown_exercises(library.routine(routine_id)))


def _works_on(exercise_id: str, near: Iterable[str], library: Library) -> bool:
    exercise = library.exercise(exercise_id)
    everywhere = exercise.kind in ANYWHERE_KINDS or "whole_body" in exercise.regions or "scar" in exercise.regions
    return everywhere or bool(set(near) & set(exercise.regions))


def steps_with(code: str, routine_id: str, library: Library, today: date, intake: Intake) -> tuple[str, ...]:
    """Give the exercises of a routine that a clash is about; none when it is about all of it."""
    kind, _, rest = code.partition(":")
    shown = shown_exercises(library.routine(routine_id))
    if kind == "avoid" and rest not in STOPS_ALL:
        return tuple(key for key in shown if rest in library.exercise(key).avoid)
    if kind == "surgery":
        surgery = next((one for one in intake.surgeries if _surgery_code(one) == code), None)
        days = age_in_days(surgery, today) if surgery is not None else 0
        if surgery is not None and (days is None or days >= WEEKS_12):
            return tuple(key for key in shown if _works_on(key, NEAR.get(surgery.area, REGIONS), library))
    return ()
