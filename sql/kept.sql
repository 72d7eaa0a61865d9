-- The kept rows of one entry, and of all entries in order, for the record's
-- commitments. One pair for every kept table that has a column `entry`; a test
-- compares this list with the schema.

-- name: kept_attempt_of
SELECT * FROM attempt WHERE entry = :entry ORDER BY id;

-- name: kept_archived_of
SELECT * FROM archived WHERE entry = :entry ORDER BY id;

-- name: kept_blob_of
SELECT * FROM blob WHERE entry = :entry ORDER BY id;

-- name: kept_case_info_of
SELECT * FROM case_info WHERE entry = :entry ORDER BY id;

-- name: kept_check_answer_of
SELECT * FROM check_answer WHERE entry = :entry ORDER BY id;

-- name: kept_claim_of
SELECT * FROM claim WHERE entry = :entry ORDER BY id;

-- name: kept_claim_also_of
SELECT * FROM claim_also WHERE entry = :entry ORDER BY id;

-- name: kept_claim_link_of
SELECT * FROM claim_link WHERE entry = :entry ORDER BY id;

-- name: kept_claim_place_of
SELECT * FROM claim_place WHERE entry = :entry ORDER BY id;

-- name: kept_claim_root_of
SELECT * FROM claim_root WHERE entry = :entry ORDER BY id;

-- name: kept_claim_word_of
SELECT * FROM claim_word WHERE entry = :entry ORDER BY id;

-- name: kept_edge_of
SELECT * FROM edge WHERE entry = :entry ORDER BY id;

-- name: kept_edge_review_of
SELECT * FROM edge_review WHERE entry = :entry ORDER BY id;

-- name: kept_edition_of
SELECT * FROM edition WHERE entry = :entry ORDER BY id;

-- name: kept_edition_figure_of
SELECT * FROM edition_figure WHERE entry = :entry ORDER BY id;

-- name: kept_entity_of
SELECT * FROM entity WHERE entry = :entry ORDER BY id;

-- name: kept_exposure_of
SELECT * FROM exposure WHERE entry = :entry ORDER BY id;

-- name: kept_exposure_place_of
SELECT * FROM exposure_place WHERE entry = :entry ORDER BY id;

-- name: kept_founding_of
SELECT * FROM founding WHERE entry = :entry ORDER BY id;

-- name: kept_hop_of
SELECT * FROM hop WHERE entry = :entry ORDER BY id;

-- name: kept_judgement_of
SELECT * FROM judgement WHERE entry = :entry ORDER BY id;

-- name: kept_list_of
SELECT * FROM list WHERE entry = :entry ORDER BY id;

-- name: kept_list_claim_of
SELECT * FROM list_claim WHERE entry = :entry ORDER BY id;

-- name: kept_list_member_of
SELECT * FROM list_member WHERE entry = :entry ORDER BY id;

-- name: kept_looked_of
SELECT * FROM looked WHERE entry = :entry ORDER BY id;

-- name: kept_name_rule_of
SELECT * FROM name_rule WHERE entry = :entry ORDER BY id;

-- name: kept_passage_of
SELECT * FROM passage WHERE entry = :entry ORDER BY id;

-- name: kept_pattern_of
SELECT * FROM pattern WHERE entry = :entry ORDER BY id;

-- name: kept_place_of
SELECT * FROM place WHERE entry = :entry ORDER BY id;

-- name: kept_question_of
SELECT * FROM question WHERE entry = :entry ORDER BY id;

-- name: kept_reach_of
SELECT * FROM reach WHERE entry = :entry ORDER BY id;

-- name: kept_reading_of
SELECT * FROM reading WHERE entry = :entry ORDER BY id;

-- name: kept_reply_of
SELECT * FROM reply WHERE entry = :entry ORDER BY id;

-- name: kept_review_of
SELECT * FROM review WHERE entry = :entry ORDER BY id;

-- name: kept_root_of
SELECT * FROM root WHERE entry = :entry ORDER BY id;

-- name: kept_root_state_of
SELECT * FROM root_state WHERE entry = :entry ORDER BY id;

-- name: kept_source_of
SELECT * FROM source WHERE entry = :entry ORDER BY id;

-- name: kept_source_state_of
SELECT * FROM source_state WHERE entry = :entry ORDER BY id;

-- name: kept_standing_of
SELECT * FROM standing WHERE entry = :entry ORDER BY id;

-- name: kept_statement_of
SELECT * FROM statement WHERE entry = :entry ORDER BY id;

-- name: kept_attempt_all
SELECT * FROM attempt ORDER BY entry, id;

-- name: kept_archived_all
SELECT * FROM archived ORDER BY entry, id;

-- name: kept_blob_all
SELECT * FROM blob ORDER BY entry, id;

-- name: kept_case_info_all
SELECT * FROM case_info ORDER BY entry, id;

-- name: kept_check_answer_all
SELECT * FROM check_answer ORDER BY entry, id;

-- name: kept_claim_all
SELECT * FROM claim ORDER BY entry, id;

-- name: kept_claim_also_all
SELECT * FROM claim_also ORDER BY entry, id;

-- name: kept_claim_link_all
SELECT * FROM claim_link ORDER BY entry, id;

-- name: kept_claim_place_all
SELECT * FROM claim_place ORDER BY entry, id;

-- name: kept_claim_root_all
SELECT * FROM claim_root ORDER BY entry, id;

-- name: kept_claim_word_all
SELECT * FROM claim_word ORDER BY entry, id;

-- name: kept_edge_all
SELECT * FROM edge ORDER BY entry, id;

-- name: kept_edge_review_all
SELECT * FROM edge_review ORDER BY entry, id;

-- name: kept_edition_all
SELECT * FROM edition ORDER BY entry, id;

-- name: kept_edition_figure_all
SELECT * FROM edition_figure ORDER BY entry, id;

-- name: kept_entity_all
SELECT * FROM entity ORDER BY entry, id;

-- name: kept_exposure_all
SELECT * FROM exposure ORDER BY entry, id;

-- name: kept_exposure_place_all
SELECT * FROM exposure_place ORDER BY entry, id;

-- name: kept_founding_all
SELECT * FROM founding ORDER BY entry, id;

-- name: kept_hop_all
SELECT * FROM hop ORDER BY entry, id;

-- name: kept_judgement_all
SELECT * FROM judgement ORDER BY entry, id;

-- name: kept_list_all
SELECT * FROM list ORDER BY entry, id;

-- name: kept_list_claim_all
SELECT * FROM list_claim ORDER BY entry, id;

-- name: kept_list_member_all
SELECT * FROM list_member ORDER BY entry, id;

-- name: kept_looked_all
SELECT * FROM looked ORDER BY entry, id;

-- name: kept_name_rule_all
SELECT * FROM name_rule ORDER BY entry, id;

-- name: kept_passage_all
SELECT * FROM passage ORDER BY entry, id;

-- name: kept_pattern_all
SELECT * FROM pattern ORDER BY entry, id;

-- name: kept_place_all
SELECT * FROM place ORDER BY entry, id;

-- name: kept_question_all
SELECT * FROM question ORDER BY entry, id;

-- name: kept_reach_all
SELECT * FROM reach ORDER BY entry, id;

-- name: kept_reading_all
SELECT * FROM reading ORDER BY entry, id;

-- name: kept_reply_all
SELECT * FROM reply ORDER BY entry, id;

-- name: kept_review_all
SELECT * FROM review ORDER BY entry, id;

-- name: kept_root_all
SELECT * FROM root ORDER BY entry, id;

-- name: kept_root_state_all
SELECT * FROM root_state ORDER BY entry, id;

-- name: kept_source_all
SELECT * FROM source ORDER BY entry, id;

-- name: kept_source_state_all
SELECT * FROM source_state ORDER BY entry, id;

-- name: kept_standing_all
SELECT * FROM standing ORDER BY entry, id;

-- name: kept_statement_all
SELECT * FROM statement ORDER BY entry, id;
