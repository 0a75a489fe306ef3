"""The list of all checks; a test holds it against the files in rules/."""

from __future__ import annotations

from dutykit.check.declare import Check
from dutykit.check.rules.alias_collision import alias_collision
from dutykit.check.rules.alias_in_use import alias_in_use
from dutykit.check.rules.answer_without_rating import answer_without_rating
from dutykit.check.rules.answers_out_of_order import answers_out_of_order
from dutykit.check.rules.carried_problem_unanswered import carried_problem_unanswered
from dutykit.check.rules.closed_problem_without_date import closed_problem_without_date
from dutykit.check.rules.closed_without_proof import closed_without_proof
from dutykit.check.rules.closed_without_review import closed_without_review
from dutykit.check.rules.content_changed_since_submission import content_changed_since_submission
from dutykit.check.rules.contradicting_points import contradicting_points
from dutykit.check.rules.cycle_folder_mismatch import cycle_folder_mismatch
from dutykit.check.rules.division_by_zero import division_by_zero
from dutykit.check.rules.duplicate_answer import duplicate_answer
from dutykit.check.rules.duplicate_assignment import duplicate_assignment
from dutykit.check.rules.duplicate_cycle import duplicate_cycle
from dutykit.check.rules.duplicate_indicator import duplicate_indicator
from dutykit.check.rules.duplicate_metric import duplicate_metric
from dutykit.check.rules.duplicate_problem import duplicate_problem
from dutykit.check.rules.duplicate_review import duplicate_review
from dutykit.check.rules.duplicate_section_title import duplicate_section_title
from dutykit.check.rules.duplicate_stage import duplicate_stage
from dutykit.check.rules.duplicate_submission import duplicate_submission
from dutykit.check.rules.duplicate_unit import duplicate_unit
from dutykit.check.rules.duplicate_verdict import duplicate_verdict
from dutykit.check.rules.evidence_after_submission import evidence_after_submission
from dutykit.check.rules.evidence_hash_mismatch import evidence_hash_mismatch
from dutykit.check.rules.evidence_outside_cycle import evidence_outside_cycle
from dutykit.check.rules.evidence_outside_workspace import evidence_outside_workspace
from dutykit.check.rules.evidence_too_large import evidence_too_large
from dutykit.check.rules.evidence_type_mismatch import evidence_type_mismatch
from dutykit.check.rules.evidence_used_twice import evidence_used_twice
from dutykit.check.rules.evidence_without_file import evidence_without_file
from dutykit.check.rules.evidence_without_hash import evidence_without_hash
from dutykit.check.rules.file_name_mismatch import file_name_mismatch
from dutykit.check.rules.formula_units_differ import formula_units_differ
from dutykit.check.rules.full_width_id import full_width_id
from dutykit.check.rules.group_beside_member import group_beside_member
from dutykit.check.rules.history_chain_broken import history_chain_broken
from dutykit.check.rules.history_disagrees import history_disagrees
from dutykit.check.rules.id_card_number import id_card_number
from dutykit.check.rules.indicator_text_changed import indicator_text_changed
from dutykit.check.rules.indicator_without_unit import indicator_without_unit
from dutykit.check.rules.invalid_formula import invalid_formula
from dutykit.check.rules.kept_evidence_with_file import kept_evidence_with_file
from dutykit.check.rules.met_off_target import met_off_target
from dutykit.check.rules.met_with_open_problem import met_with_open_problem
from dutykit.check.rules.metric_contradicts_elements import metric_contradicts_elements
from dutykit.check.rules.metric_not_a_number import metric_not_a_number
from dutykit.check.rules.metric_off_target import metric_off_target
from dutykit.check.rules.missing_answer import missing_answer
from dutykit.check.rules.missing_evidence_file import missing_evidence_file
from dutykit.check.rules.missing_lead import missing_lead
from dutykit.check.rules.missing_metric import missing_metric
from dutykit.check.rules.missing_required_evidence import missing_required_evidence
from dutykit.check.rules.mobile_number import mobile_number
from dutykit.check.rules.narrative_too_long import narrative_too_long
from dutykit.check.rules.negative_score import negative_score
from dutykit.check.rules.not_applicable_without_reason import not_applicable_without_reason
from dutykit.check.rules.numbering_gap import numbering_gap
from dutykit.check.rules.odd_character import odd_character
from dutykit.check.rules.overlapping_grades import overlapping_grades
from dutykit.check.rules.overlapping_stages import overlapping_stages
from dutykit.check.rules.percentage_out_of_range import percentage_out_of_range
from dutykit.check.rules.points_do_not_sum import points_do_not_sum
from dutykit.check.rules.predecessor_still_there import predecessor_still_there
from dutykit.check.rules.problem_without_due import problem_without_due
from dutykit.check.rules.problem_without_measure import problem_without_measure
from dutykit.check.rules.rating_without_narrative import rating_without_narrative
from dutykit.check.rules.repeated_narrative import repeated_narrative
from dutykit.check.rules.returned_without_details import returned_without_details
from dutykit.check.rules.review_in_wrong_file import review_in_wrong_file
from dutykit.check.rules.review_without_submission import review_without_submission
from dutykit.check.rules.reviewed_score_out_of_range import reviewed_score_out_of_range
from dutykit.check.rules.score_over_points import score_over_points
from dutykit.check.rules.score_without_points import score_without_points
from dutykit.check.rules.scores_over_heading import scores_over_heading
from dutykit.check.rules.stage_due_before_opening import stage_due_before_opening
from dutykit.check.rules.stage_outside_cycle import stage_outside_cycle
from dutykit.check.rules.stage_unit_twice import stage_unit_twice
from dutykit.check.rules.state_without_history import state_without_history
from dutykit.check.rules.stray_blank import stray_blank
from dutykit.check.rules.submission_by_stranger import submission_by_stranger
from dutykit.check.rules.submission_too_long import submission_too_long
from dutykit.check.rules.unclear_event import unclear_event
from dutykit.check.rules.unclear_stage_due import unclear_stage_due
from dutykit.check.rules.unclear_variation import unclear_variation
from dutykit.check.rules.unfilled_scoring_text import unfilled_scoring_text
from dutykit.check.rules.unfinished_change import unfinished_change
from dutykit.check.rules.unit_without_assignment import unit_without_assignment
from dutykit.check.rules.unknown_assigned_unit import unknown_assigned_unit
from dutykit.check.rules.unknown_event import unknown_event
from dutykit.check.rules.unknown_grade import unknown_grade
from dutykit.check.rules.unknown_group_member import unknown_group_member
from dutykit.check.rules.unknown_indicator import unknown_indicator
from dutykit.check.rules.unknown_level import unknown_level
from dutykit.check.rules.unknown_metric import unknown_metric
from dutykit.check.rules.unknown_numbered_unit import unknown_numbered_unit
from dutykit.check.rules.unknown_predecessor import unknown_predecessor
from dutykit.check.rules.unknown_problem import unknown_problem
from dutykit.check.rules.unknown_reviewed_indicator import unknown_reviewed_indicator
from dutykit.check.rules.unknown_reviewed_unit import unknown_reviewed_unit
from dutykit.check.rules.unknown_scored_item import unknown_scored_item
from dutykit.check.rules.unknown_stage_unit import unknown_stage_unit
from dutykit.check.rules.unknown_submitting_unit import unknown_submitting_unit
from dutykit.check.rules.unknown_workdays import unknown_workdays
from dutykit.check.rules.unmet_on_target import unmet_on_target
from dutykit.check.rules.unreadable_evidence import unreadable_evidence
from dutykit.check.rules.weights_do_not_sum import weights_do_not_sum

CHECKS: tuple[Check, ...] = (
    alias_collision,
    alias_in_use,
    answer_without_rating,
    answers_out_of_order,
    carried_problem_unanswered,
    closed_problem_without_date,
    closed_without_proof,
    closed_without_review,
    content_changed_since_submission,
    contradicting_points,
    cycle_folder_mismatch,
    division_by_zero,
    duplicate_answer,
    duplicate_assignment,
    duplicate_cycle,
    duplicate_indicator,
    duplicate_metric,
    duplicate_problem,
    duplicate_review,
    duplicate_section_title,
    duplicate_stage,
    duplicate_submission,
    duplicate_unit,
    duplicate_verdict,
    evidence_after_submission,
    evidence_hash_mismatch,
    evidence_outside_cycle,
    evidence_outside_workspace,
    evidence_too_large,
    evidence_type_mismatch,
    evidence_used_twice,
    evidence_without_file,
    evidence_without_hash,
    file_name_mismatch,
    formula_units_differ,
    full_width_id,
    group_beside_member,
    history_chain_broken,
    history_disagrees,
    id_card_number,
    indicator_text_changed,
    indicator_without_unit,
    invalid_formula,
    kept_evidence_with_file,
    met_off_target,
    met_with_open_problem,
    metric_contradicts_elements,
    metric_not_a_number,
    metric_off_target,
    missing_answer,
    missing_evidence_file,
    missing_lead,
    missing_metric,
    missing_required_evidence,
    mobile_number,
    narrative_too_long,
    negative_score,
    not_applicable_without_reason,
    numbering_gap,
    odd_character,
    overlapping_grades,
    overlapping_stages,
    percentage_out_of_range,
    points_do_not_sum,
    predecessor_still_there,
    problem_without_due,
    problem_without_measure,
    rating_without_narrative,
    repeated_narrative,
    returned_without_details,
    review_in_wrong_file,
    review_without_submission,
    reviewed_score_out_of_range,
    score_over_points,
    score_without_points,
    scores_over_heading,
    stage_due_before_opening,
    stage_outside_cycle,
    stage_unit_twice,
    state_without_history,
    stray_blank,
    submission_by_stranger,
    submission_too_long,
    unclear_event,
    unclear_stage_due,
    unclear_variation,
    unfilled_scoring_text,
    unfinished_change,
    unit_without_assignment,
    unknown_assigned_unit,
    unknown_event,
    unknown_grade,
    unknown_group_member,
    unknown_indicator,
    unknown_level,
    unknown_metric,
    unknown_numbered_unit,
    unknown_predecessor,
    unknown_problem,
    unknown_reviewed_indicator,
    unknown_reviewed_unit,
    unknown_scored_item,
    unknown_stage_unit,
    unknown_submitting_unit,
    unknown_workdays,
    unmet_on_target,
    unreadable_evidence,
    weights_do_not_sum,
)
