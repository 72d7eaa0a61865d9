-- One insert for each kept table; every column is bound by name, absent ones as NULL.

-- name: keep_attempt
INSERT INTO attempt (id, entry, requested, reason, says, tried, zone, purpose, vantage, program, config)
VALUES (:id, :entry, :requested, :reason, :says, :tried, :zone, :purpose, :vantage, :program, :config);

-- name: last_attempt
SELECT max(id) FROM attempt;

-- name: keep_archived
INSERT INTO archived (id, entry, source, archive, record, at_offset, at_length, inner_offset, member, type,
    record_id, captured, tool, ip, digest, damage)
VALUES (:id, :entry, :source, :archive, :record, :at_offset, :at_length, :inner_offset, :member, :type,
    :record_id, :captured, :tool, :ip, :digest, :damage);

-- name: last_archived
SELECT max(id) FROM archived;

-- name: keep_blob
INSERT INTO blob (id, entry, sha256, length)
VALUES (:id, :entry, :sha256, :length);

-- name: last_blob
SELECT max(id) FROM blob;

-- name: keep_case_info
INSERT INTO case_info (id, entry, origin, vkey, program, weak_box, because, came_size, came_root, seen_size,
    seen_root)
VALUES (:id, :entry, :origin, :vkey, :program, :weak_box, :because, :came_size, :came_root, :seen_size, :seen_root);

-- name: last_case_info
SELECT max(id) FROM case_info;

-- name: keep_check_answer
INSERT INTO check_answer (id, entry, kind, claims, test, answer, because)
VALUES (:id, :entry, :kind, :claims, :test, :answer, :because);

-- name: last_check_answer
SELECT max(id) FROM check_answer;

-- name: keep_claim
INSERT INTO claim (id, entry, ref, kind, detail, subject, predicate, object, family, op, value, lower, upper,
    scale, unit, definition, base, per, period_from, period_to, period_inferred, period_words,
    place_precision, stance, passage, editorial, language, translation, translator, note, replaces,
    suggestion, rule)
VALUES (:id, :entry, :ref, :kind, :detail, :subject, :predicate, :object, :family, :op, :value, :lower,
    :upper, :scale, :unit, :definition, :base, :per, :period_from, :period_to, :period_inferred,
    :period_words, :place_precision, :stance, :passage, :editorial, :language, :translation, :translator,
    :note, :replaces, :suggestion, :rule);

-- name: last_claim
SELECT max(id) FROM claim;

-- name: keep_claim_also
INSERT INTO claim_also (id, entry, claim, n, passage)
VALUES (:id, :entry, :claim, :n, :passage);

-- name: last_claim_also
SELECT max(id) FROM claim_also;

-- name: keep_claim_link
INSERT INTO claim_link (id, entry, claim, n, speaker, said_as, dated, connection, passage)
VALUES (:id, :entry, :claim, :n, :speaker, :said_as, :dated, :connection, :passage);

-- name: last_claim_link
SELECT max(id) FROM claim_link;

-- name: keep_claim_place
INSERT INTO claim_place (id, entry, claim, n, place)
VALUES (:id, :entry, :claim, :n, :place);

-- name: last_claim_place
SELECT max(id) FROM claim_place;

-- name: keep_claim_root
INSERT INTO claim_root (id, entry, claim, root)
VALUES (:id, :entry, :claim, :root);

-- name: last_claim_root
SELECT max(id) FROM claim_root;

-- name: keep_claim_word
INSERT INTO claim_word (id, entry, claim, n, is_cue, word)
VALUES (:id, :entry, :claim, :n, :is_cue, :word);

-- name: last_claim_word
SELECT max(id) FROM claim_word;

-- name: keep_edge
INSERT INTO edge (id, entry, kind, from_kind, from_id, to_kind, to_id, passage, because)
VALUES (:id, :entry, :kind, :from_kind, :from_id, :to_kind, :to_id, :passage, :because);

-- name: last_edge
SELECT max(id) FROM edge;

-- name: keep_edge_review
INSERT INTO edge_review (id, entry, kind, from_kind, from_id, to_kind, to_id, status, edge, because)
VALUES (:id, :entry, :kind, :from_kind, :from_id, :to_kind, :to_id, :status, :edge, :because);

-- name: last_edge_review
SELECT max(id) FROM edge_review;

-- name: keep_edition
INSERT INTO edition (id, entry, language, title, asked, unit, as_of, max_claims, made_at, audience, without,
    entries, n_claims, blob)
VALUES (:id, :entry, :language, :title, :asked, :unit, :as_of, :max_claims, :made_at, :audience, :without,
    :entries, :n_claims, :blob);

-- name: last_edition
SELECT max(id) FROM edition;

-- name: keep_edition_figure
INSERT INTO edition_figure (id, entry, edition, n, heading, unit, definition, place, level, by_whom,
    period_from, period_to, low, best, high, roots_named, roots_read, refusal, claims)
VALUES (:id, :entry, :edition, :n, :heading, :unit, :definition, :place, :level, :by_whom, :period_from,
    :period_to, :low, :best, :high, :roots_named, :roots_read, :refusal, :claims);

-- name: last_edition_figure
SELECT max(id) FROM edition_figure;

-- name: keep_entity
INSERT INTO entity (id, entry, name, en, zh, level, parent)
VALUES (:id, :entry, :name, :en, :zh, :level, :parent);

-- name: last_entity
SELECT max(id) FROM entity;

-- name: keep_exposure
INSERT INTO exposure (id, entry, what, source, because)
VALUES (:id, :entry, :what, :source, :because);

-- name: last_exposure
SELECT max(id) FROM exposure;

-- name: keep_exposure_place
INSERT INTO exposure_place (id, entry, exposure, n, place, amount, origin)
VALUES (:id, :entry, :exposure, :n, :place, :amount, :origin);

-- name: last_exposure_place
SELECT max(id) FROM exposure_place;

-- name: keep_founding
INSERT INTO founding (id, entry, entity, name, mention)
VALUES (:id, :entry, :entity, :name, :mention);

-- name: last_founding
SELECT max(id) FROM founding;

-- name: keep_hop
INSERT INTO hop (id, entry, source, attempt, n, url, method, status, request, response, addresses, resolver,
    peer, http, tls, cipher, chain, server_date, tried)
VALUES (:id, :entry, :source, :attempt, :n, :url, :method, :status, :request, :response, :addresses,
    :resolver, :peer, :http, :tls, :cipher, :chain, :server_date, :tried);

-- name: last_hop
SELECT max(id) FROM hop;

-- name: keep_judgement
INSERT INTO judgement (id, entry, verdict, because, supersedes, left_name, left_mention, left_surface,
    left_source, left_start, left_end, right_name, right_mention, right_surface, right_source, right_start,
    right_end)
VALUES (:id, :entry, :verdict, :because, :supersedes, :left_name, :left_mention, :left_surface, :left_source,
    :left_start, :left_end, :right_name, :right_mention, :right_surface, :right_source, :right_start,
    :right_end);

-- name: last_judgement
SELECT max(id) FROM judgement;

-- name: keep_list
INSERT INTO list (id, entry, name, what, root, unit, whole, everyone)
VALUES (:id, :entry, :name, :what, :root, :unit, :whole, :everyone);

-- name: last_list
SELECT max(id) FROM list;

-- name: keep_list_claim
INSERT INTO list_claim (id, entry, list, claim)
VALUES (:id, :entry, :list, :claim);

-- name: last_list_claim
SELECT max(id) FROM list_claim;

-- name: keep_list_member
INSERT INTO list_member (id, entry, list, n, member, passage)
VALUES (:id, :entry, :list, :n, :member, :passage);

-- name: last_list_member
SELECT max(id) FROM list_member;

-- name: keep_looked
INSERT INTO looked (id, entry, place, dated, words, language, searched, result, minutes, who, claim)
VALUES (:id, :entry, :place, :dated, :words, :language, :searched, :result, :minutes, :who, :claim);

-- name: last_looked
SELECT max(id) FROM looked;

-- name: keep_name_rule
INSERT INTO name_rule (id, entry, exact, because)
VALUES (:id, :entry, :exact, :because);

-- name: last_name_rule
SELECT max(id) FROM name_rule;

-- name: keep_passage
INSERT INTO passage (id, entry, source, start_at, end_at, quote, before, after, reader, ocr_mean, ocr_least, seen)
VALUES (:id, :entry, :source, :start_at, :end_at, :quote, :before, :after, :reader, :ocr_mean, :ocr_least, :seen);

-- name: last_passage
SELECT max(id) FROM passage;

-- name: keep_pattern
INSERT INTO pattern (id, entry, language, name, text)
VALUES (:id, :entry, :language, :name, :text);

-- name: last_pattern
SELECT max(id) FROM pattern;

-- name: keep_place
INSERT INTO place (id, entry, name, level, parent, en, zh)
VALUES (:id, :entry, :name, :level, :parent, :en, :zh);

-- name: last_place
SELECT max(id) FROM place;

-- name: keep_question
INSERT INTO question (id, entry, name, topic, en, zh, ask)
VALUES (:id, :entry, :name, :topic, :en, :zh, :ask);

-- name: last_question
SELECT max(id) FROM question;

-- name: keep_reach
INSERT INTO reach (id, entry, root, scope, because) VALUES (:id, :entry, :root, :scope, :because);

-- name: last_reach
SELECT max(id) FROM reach;

-- name: keep_reading
INSERT INTO reading (id, entry, root, family, claim, passage, says_not)
VALUES (:id, :entry, :root, :family, :claim, :passage, :says_not);

-- name: last_reading
SELECT max(id) FROM reading;

-- name: keep_reply
INSERT INTO reply (id, entry, claim, question, response, speaker, dated, words, answer)
VALUES (:id, :entry, :claim, :question, :response, :speaker, :dated, :words, :answer);

-- name: last_reply
SELECT max(id) FROM reply;

-- name: keep_review
INSERT INTO review (id, entry, suggestion, claim, source, start_at, end_at, fingerprint, status, because)
VALUES (:id, :entry, :suggestion, :claim, :source, :start_at, :end_at, :fingerprint, :status, :because);

-- name: last_review
SELECT max(id) FROM review;

-- name: keep_root
INSERT INTO root (id, entry, name, what, speaker, url)
VALUES (:id, :entry, :name, :what, :speaker, :url);

-- name: last_root
SELECT max(id) FROM root;

-- name: keep_root_state
INSERT INTO root_state (id, entry, root, source, corrected)
VALUES (:id, :entry, :root, :source, :corrected);

-- name: last_root_state
SELECT max(id) FROM root_state;

-- name: keep_source
INSERT INTO source (id, entry, blob, way, requested, label, url, status, media, modified, server_date,
    captured, zone, truncated, parent, kind, publisher, dated, language, title, purpose, vantage, program,
    config)
VALUES (:id, :entry, :blob, :way, :requested, :label, :url, :status, :media, :modified, :server_date,
    :captured, :zone, :truncated, :parent, :kind, :publisher, :dated, :language, :title, :purpose, :vantage,
    :program, :config);

-- name: last_source
SELECT max(id) FROM source;

-- name: keep_source_state
INSERT INTO source_state (id, entry, source, says)
VALUES (:id, :entry, :source, :says);

-- name: last_source_state
SELECT max(id) FROM source_state;

-- name: keep_standing
INSERT INTO standing (id, entry, claim, value, speaker, dated, passage)
VALUES (:id, :entry, :claim, :value, :speaker, :dated, :passage);

-- name: last_standing
SELECT max(id) FROM standing;

-- name: keep_statement
INSERT INTO statement (id, entry, key, canonical_id, entity_id, prop, schema, value, dataset, lang,
    original_value, first_seen, last_seen, origin, external)
VALUES (:id, :entry, :key, :canonical_id, :entity_id, :prop, :schema, :value, :dataset, :lang,
    :original_value, :first_seen, :last_seen, :origin, :external);

-- name: last_statement
SELECT max(id) FROM statement;
