"""The vocabularies: every code that a record, a row or a rule may hold, fixed early because rows keep them for years.

It refuses to hold a word that a person reads: names live in `content/<locale>/vocabulary.yaml`.
A code may be added; it is never renamed or given a new meaning.
"""


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


REGIONS = _codes(
    """
    neck skull_base head temple face jaw shoulder shoulder_blade upper_back mid_back low_back spine ribs chest
    belly upper_arm elbow forearm wrist hand thumb fingers buttock hip groin thigh_front thigh_back knee calf
    achilles ankle heel foot whole_body scar
    """
)

GOALS = _codes("calm sleep mood worry pain_relief headache balance swelling strength movement")
"""What an exercise is for beyond a region: breathing has no body part."""

KINDS = _codes(
    """
    mobility stretch strength isometric nerve_glide massage balance breathing relaxation walk heat cold habit
    """
)
"""What sort of thing an exercise is; `strength` is what an amber day leaves out, `isometric` (a push without
movement) stays."""

NOT_ON_RED = _codes("stretch strength isometric nerve_glide balance")
"""Kinds that a red day never holds: no stretching and no loading."""

POSITIONS = _codes(
    """
    sit stand lie_on_back lie_on_front lie_on_side hands_and_knees kneel half_kneel walk rest bedside anywhere
    """
)

EQUIPMENT = _codes(
    """
    chair firm_chair low_back_chair table counter wall doorway bed mat pillow cushion towel strap cloth band
    small_ball bottle light_weight cream mirror shoes heat_pack cold_pack soft_textures
    """
)

AVOID = _codes(
    """
    dizziness dizzy_on_standing light_headed neck_injury_6w neck_arthritis_signs arm_symptoms_growing
    arm_weakness shoulder_surgery_6w shoulder_surgery_12w shoulder_replacement shoulder_dislocation
    shoulder_pinch cuff_repair_12w breast_or_armpit_surgery chest_or_heart_surgery_12w surgeon_limits
    surgery_recent wrist_fracture_6w wrist_pain lasting_tingling locked_finger hand_surgery constant_numbness
    thumb_weakness elbow_tendon_tear joint_hot_swollen pain_4_or_more spine_fracture spine_surgery_12w
    spinal_stenosis osteoporosis leg_pain_spreading leg_tingling leg_weakness both_legs_affected sciatica_sharp
    hip_replacement hip_surgery hip_lying_pain knee_replacement knee_pain_kneeling thigh_cramp
    hamstring_strain_7d hernia_surgery_6w calf_hot_swollen calf_pop tendon_rupture ankle_sprain_7d foot_wound
    toe_surgery balance_problem falls_past_year headache_new_50 scalp_or_jaw_pain_50 jaw_locked
    jaw_fracture_or_surgery jaw_sharp_pain dental_infection facial_swelling open_wound wound_not_healed
    skin_infected skin_inflamed skin_numb cream_on_skin bruises_easily keloid_growing radiotherapy_area
    cancer_site cancer_treatment injury_72h fracture blood_clot blood_thinners blood_pressure heart_disease
    chest_pain breathlessness_new raynaud artery_disease diabetes_numb_feet pregnancy pregnancy_late
    panic_rising shift_work sleep_apnoea fever under_18
    """
)
"""Contra-indication tags: with one of these on file a record is not offered before the therapist has agreed."""

THERAPIST_FIRST = _codes(
    """
    pregnancy osteoporosis cancer_treatment blood_thinners diabetes_numb_feet artery_disease heart_disease
    neck_arthritis_signs surgery_recent under_18 falls_past_year
    """
)
"""With one of these on file no routine at all is sent before the therapist has ticked it."""

NOT_NOW = _codes("fracture open_wound injury_72h fever blood_clot")
"""With one of these today no routine is begun, whatever it holds."""

PUSHES = frozenset(("any", "therapist_only"))
"""Who may start a routine: `therapist_only` is never suggested and never comes by itself."""

ROUTINE_FLAGS = _codes("therapist_unlocks medical_ok_first as_needed middle_range_only")
"""What a therapist must know before she sends a routine."""

STOP_SIGNS = _codes(
    """
    chest_pain breathless faint dizzy vision_change spreading_tingling numbness weakness sharp_pain pain_7
    pain_up_2 arm_symptoms_spreading leg_symptoms_spreading light_headed panic skin_change new_headache
    calf_swelling
    """
)
"""What makes a person stop an exercise at once."""

MEDICINES = _codes("steroids tendon_antibiotics immune_medicine pressure_medicine strong_painkillers")
"""Medicines that matter for exercises; blood thinners stand among the tags."""

AGES = ("under_18", "18_49", "50_64", "65_on")

RELATIONS = ("mother", "father", "guardian")
"""Who may consent for a client under 18."""

CLASHES = _codes("missing unreviewed minor surgery")
"""What may stand between a client and a routine, beside tags and conditions."""

TECHNIQUES = _codes(
    """
    deep_tissue myofascial_release trigger_point neuromuscular lymphatic_drainage swedish scar_mobilisation
    joint_mobilisation heat_cold
    """
)

CONDITIONS = _codes(
    """
    C01_muscle_strain C02_ligament_sprain C03_tendon_pain C04_bursitis C05_fibromyalgia C06_osteoarthritis
    C07_inflammatory_arthritis C08_after_surgery C09_scar C10_tension_headache C11_migraine C12_jaw
    C13_leg_nerve_pain C14_carpal_tunnel C15_low_back_pain C16_disc_related C17_stiff_back C18_joint_pain
    C19_sports_injury C20_artery_disease C21_diabetes C22_stress C23_low_mood C24_poor_sleep
    """
)

RED_FLAGS = _codes(
    """
    allergic_reaction bleeding cancer cauda_equina cervical_vascular chest_pain dvt fracture_trauma gca
    infection limb_ischaemia neuro_deficit pregnancy rhabdo stroke suicidality thunderclap_headache
    """
)

URGENCIES = ("emergency", "same_day", "tell_therapist", "none")
"""Most urgent first: a screen that finds several keeps the first."""

UNITS = _codes("s min h day week repetition set kg pain_0_10 mood_1_5 percent")

SIDES = frozenset(("none", "each", "each_way", "both"))
"""`each`: the numbers are for one side and done on both; `each_way`: for one direction, then for the other;
`both`: both sides at once; `none`: no sides."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MOODS = ("1", "2", "3", "4", "5")
"""Low to good."""

SHIPPED_LOCALES = ("en", "es", "es-tu", "de", "de-du")
"""In the order in which they are offered; the first answers for languages that we do not speak.

`es-tu` and `de-du` are Spanish with *tú* and German with *du*: what they do not say anew reads as in `es` and `de`."""

REASONS = _codes(
    """
    quiet_changed taken tapped late night paused stopped blocked no_consent budget spacing dialogue quiet_wait
    merged_into answered snoozed skipped eight_hours zone_changed zones_updated visit_changed visit_moved
    visit_cancelled no_daytime reachable_again plan_changed plan_over given_anew not_her nothing_left newer_edit
    not_worded refused crashed broke unreadable unheard no_connection asked_to_wait telegram_away token_refused stopping
    clock_unsure replayed company clash guardian
    clock_unsure replayed company safety_pause
    """
)
"""Why a message of the ledger ended, or waits, as it does; rows keep the code, sometimes with a detail behind it."""

MESSAGE_KINDS = _codes(
    """
    safety_reply alert reply invitation receipt appointment reminder news routine routine_prompt check_in snoozed
    nudge broadcast away learn aftercare brief activity_prompt
    """
)
"""What a message of the ledger is for."""

FATES = _codes("queued sending sent expired cancelled merged blocked uncertain dead")
"""The states of a message of the ledger."""

NAMED: dict[str, frozenset[str]] = {
    "region": REGIONS,
    "goal": GOALS,
    "position": POSITIONS,
    "equipment": EQUIPMENT,
    "avoid": AVOID,
    "stop": STOP_SIGNS,
    "technique": TECHNIQUES,
    "condition": CONDITIONS,
    "flag": ROUTINE_FLAGS,
    "weekday": frozenset(WEEKDAYS),
    "mood": frozenset(MOODS),
    "reason": REASONS,
    "message_kind": MESSAGE_KINDS,
    "fate": FATES,
    "medicine": MEDICINES,
    "age": frozenset(AGES),
    "relation": frozenset(RELATIONS),
    "clash": CLASHES,
    "red_flag": RED_FLAGS,
}
"""The vocabularies that people read: kind of name → its codes."""

ALWAYS_NAMED = NAMED.keys() - {"stop"}
"""Kinds that are offered as lists, so each code needs a name; of the stop signs only the used ones do."""
