"""Owns what usted sounds like in Spanish, and where such a word means somebody else; refuses to read a library."""

import re

ORDERS = (
    "acaricie acepte acerque active acuda afloje alargue aleje anote apague apoye apriete apunte avance avise añada"
    " abra baje balancee beba borre busque cambie camine cargue cierre coma comience complete compruebe confirme"
    " consulte conteste continúe cruce cuente cuide decida deje descanse deslice detenga diga dé dele doble duerma"
    " elija eleve empiece empuje encienda enfríe enseñe envuelva envíe escriba escuche espere estire evite frote"
    " gire guarde haga hable incline indique intente introduzca junte lea levante llame lleve llene mantenga marque"
    " mire mueva note oiga pague pare pase pida ponga pregunte presione procure proteja pruebe pulse quite reciba"
    " recuerde redondee relaje reparta repita responda respire revise ruede sacuda salga saque seleccione separe"
    " siga solicite sostenga suba suelte sujete termine tire toque tome trate use utilice vaya venga vuelva"
)
"""Imperatives of usted; some are also said of a third person (*hasta que la piel vuelva*), and JUDGED names where."""

WITH_PRONOUN = (
    r"\w*[áéíóú]\w*[ae]se(?:l[aeo]s?)?|(?:acérqu|acórt|apúnt|av[ií]s|báj|ciérr|cómpr|compruéb|confírm|cuént|déj|enséñ"
    r"|entrégu|enví|láv|llám|llév|muéstr|págu|pás|pruéb|quít|revís|suélt|sujét|tóqu|tóm|ús)e(?:l[aeo]s?|me|nos)"
    r"|(?:ábr|envuélv|escríb|hág|lé|manténg|muév|píd|póng|súb)a(?:l[aeo]s?|me|nos)|díga(?:se)?(?:l[aeo]s?|me|nos)"
)
OWN = r"sus?|suy[ao]s?|les?|se l[ao]s?|\w+[aei]r(?:les?|sel[ao]s?)"
FINITE = (
    "acuerda conoce cree debe describe desea duda dirige encontrará escribió esté está había ha haya hizo leerá marea"
    " necesita notó note oirá pidió piensa podrá podría prefiera prefiere pueda puede quiera quiere recibirá respondió"
    " sabe sea sienta siente tenga tiene tocó tomó trabaja vea vendrá verá vive"
)
"""Verbs that mean usted where nobody else is named before them: at the start of a clause, or after these words."""
BEFORE = "adonde ahora aquí aunque cómo cuando de donde dónde hasta mientras no o porque que qué quien si también ya y"

ADDRESSES = re.compile(
    rf"\b(?:ustedes|usted|{ORDERS.replace(' ', '|')}|{WITH_PRONOUN}|{OWN})\b"
    r"|\b(?:sin|antes de|en vez de|para) \w+[aei]rse\b|(?:\b(?:si|cuando|donde)\s|¿)(?:cree|nota|toma|ve)\b"
    r"|¿[^?]*\b(?:ha|prefiere|quiere|siente|tiene)\b"
    rf"|(?:^|[.:;¿¡,(«»–]\s*|\n\s*|\b(?:{BEFORE.replace(' ', '|')})\s)(?:(?:se|me|lo|la|les?)\s)?"
    rf"(?:{FINITE.replace(' ', '|')})\b",
    re.IGNORECASE,
)
"""What usted would sound like. `test_tu` measures how much of Spanish with usted it sees."""

JUDGED = {
    "conoce": "reason.not_her",
    # debe: what a client or a therapist must know or do, or nobody named.
    "debe": "intake.page routine.mat_flow.intro",
    "decirles": "announce.ask",
    # deje: the therapist lets the routines go on.
    "deje": "check_in.receipt reason.safety_pause routine.hurt safety.heard_no safety.told",
    "dirige": "pages.privacy",
    "doble": ("safety.ask_cervical_vascular safety.line_cervical_vascular technique.joint_mobilisation.tell_us"),
    "empuje": "exercise.U06_er_isometric.cue review.code_isometric routine.tendon_shoulder.intro",
    # está: a person spoken of, a thing, or a state.
    "está": (
        "aftercare.told alert.low_mood alert.questionnaire_score away.check_in check_in.ask_mood"
        " condition.C09_scar.stop instrument.mood.ask joining.already joining.declined joining.joined"
        " questionnaire.left reach.is_on review.lead routine.knee_hip_joints.stop routine.left"
        " routine.scar_care.intro routine.scar_care.stop routine.skipped safety.ask_limb_ischaemia"
        " technique.joint_mobilisation.two_days technique.lymphatic_drainage.next_day"
        " technique.lymphatic_drainage.two_days technique.myofascial_release.evidence"
        " technique.myofascial_release.tell_us technique.myofascial_release.two_days"
        " technique.scar_mobilisation.next_day technique.scar_mobilisation.two_days technique.swedish.next_day"
        " technique.swedish.two_days"
    ),
    # esté: how hard it is.
    "esté": "safety.crisis",
    # ha: a colleague, a client, a thing, or there has been.
    "ha": (
        "alert.red_flag_answer alert.silence avoid.radiotherapy_area avoid.shoulder_dislocation avoid.surgeon_limits"
        " avoid.wound_not_healed card.what_massage_is.text condition.C01_muscle_strain.evidence"
        " condition.C01_muscle_strain.facts condition.C03_tendon_pain.facts condition.C08_after_surgery.evidence"
        " condition.C20_artery_disease.evidence condition.C21_diabetes.evidence inbox.ask_cover inbox.status"
        " gate.ask_withdraw intake.surgeries picture.left routine.hurts routine.preview routine.resting"
        " routine.rests_today safety.ask_cauda_equina"
    ),
    "había": "reason.no_connection reason.tapped",
    # haga: what is needed, or what does harm.
    "haga": "flag.as_needed intake.home safety.line_fracture_trauma",
    # haya: what is over by itself, or what there may be.
    "haya": "gate.ask_withdraw intake.file safety.ask_stroke safety.line_stroke",
    # le: the client that a therapist reads about.
    "le": (
        "alert.red_flag alert.red_flag_no alert.routine_hurt before_visit.brief gate.withdrawn"
        " condition.C17_stiff_back.facts intake.page routine.back_build.intro routine.sent"
    ),
    # lea: somebody else may read it.
    "lea": "safety.closed_now safety.crisis safety.emergency_more safety.told",
    "les": "condition.C06_osteoarthritis.facts routine.unwind.intro",
    "levantarse": "condition.C24_poor_sleep.facts",
    "lo": "safety.crisis_more",
    "mueva": "exercise.N08_temple_circles.cue",
    "podría": "joining.consent",
    "ponga": "condition.C09_scar.green exercise.X01_scar_circles.cue",
    "pregunte": "alert.questionnaire_score",
    "pueda": "inbox.choices",
    # puede: a thing, a client or a therapist can, or it is possible.
    "puede": (
        "activity.ask alert.red_flag alert.red_flag_answer alert.unconfirmed announce.going avoid.tendon_rupture"
        " card.claim_trigger_points.text card.unreachable condition.C09_scar.facts gate.ask_reason gate.stopped"
        " gate.too_short intake.cleared operator.dead questionnaire.heavy review.patterns"
        " routine.desk_neck_shoulders.intro"
        " routine.evening_head_ease.intro routine.hip_side.intro routine.wind_down_breathing.intro"
        " safety.closed_now safety.line_dvt safety.line_gca safety.line_infection safety.line_neuro_deficit"
        " talking.passed_on technique.deep_tissue.evidence technique.deep_tissue.normal"
        " technique.heat_cold.evidence technique.joint_mobilisation.evidence technique.lymphatic_drainage.evidence"
        " technique.myofascial_release.evidence technique.neuromuscular.about technique.neuromuscular.evidence"
        " technique.scar_mobilisation.evidence technique.trigger_point.evidence times.moved visit.given_up_news"
        " visit.reminder"
    ),
    "relajarse": "technique.swedish.about",
    "respondió": "chart.of_her reason.answered",
    # revise: the doctor looks at it.
    "revise": "safety.line_cancer",
    "ruede": "exercise.B11_glute_ball.cue exercise.U07_ball_wall.cue",
    # sabe: what is known.
    "sabe": "announce.done card.claim_immunity.text reason.clash",
    "salga": "card.claim_toxins.text",
    "siente": "condition.C09_scar.facts",
    # su: the client's, or of a thing.
    "su": (
        "alert.intake alert.pain_rising announce.preview avoid.keloid_growing condition.C09_scar.stop"
        " condition.C16_disc_related.facts exercise.B03_pelvic_tilt.cue exercise.N02_neck_tilt.harder"
        " exercise.T01_heat.easier gate.who_consents operator.over_late operator.trouble_late"
        " picture.taken reason.newer_edit reason.safety_pause review.part_instead"
        " technique.scar_mobilisation.about technique.scar_mobilisation.next_day"
    ),
    "sus": (
        "announce.client joining.joined pages.stranger reach.nothing_to_stop review.opened_but talking.stranger"
        " visit.given_up_news"
    ),
    # tenga: the guardian.
    "tenga": "gate.minor",
    # tiene: another person or a thing has.
    "tiene": "card.find_a_therapist.text card.refused intake.page operator.away relation.guardian",
    "toque": "operator.quarantined reason.tapped",
    "trabaja": "card.what_to_expect.text",
    # vaya: how things go.
    "vaya": "exercise.U01_pendulum.cue safety.line_pregnancy",
    # venga: what suits.
    "venga": "activity.given learn.given resting.resumed routine.given",
    # vuelva: the therapist or a part of the body goes back.
    "vuelva": "exercise.B03_pelvic_tilt.cue exercise.N04_chin_tuck.cue gate.held",
}
"""Where such a word was read and means somebody or something else: a word, and the records that say it so."""


def formal(text: str) -> set[str]:
    """Find what sounds like usted: the last word of each finding."""
    return {re.findall(r"\w+", found[0].lower())[-1] for found in ADDRESSES.finditer(text)}
