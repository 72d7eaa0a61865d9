/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_PAGES_H
#define VG_WEB_PAGES_H

#include "web/ui.h"

/* What the route table names: each answers one kind of request. In the order of the parts. */
int vg_page_start(struct vg_web *w);
int vg_page_job(struct vg_web *w);
int vg_page_roots_view(struct vg_web *w);
int vg_post_roots(struct vg_web *w);
int vg_post_roots_suggested(struct vg_web *w);
int vg_post_roots_edge(struct vg_web *w);
int vg_page_root(struct vg_web *w);
int vg_post_root_read(struct vg_web *w);
int vg_post_root_state(struct vg_web *w);
int vg_page_map_view(struct vg_web *w);
int vg_page_timeline_view(struct vg_web *w);
int vg_page_overlaps_view(struct vg_web *w);
int vg_page_record(struct vg_web *w);
int vg_post_record_checkpoint(struct vg_web *w);
int vg_page_record_proof(struct vg_web *w);
int vg_page_help(struct vg_web *w);
int vg_page_brief(struct vg_web *w);
int vg_page_brief_preview(struct vg_web *w);
int vg_page_brief_download(struct vg_web *w);
int vg_post_brief_publish(struct vg_web *w);
int vg_page_edition(struct vg_web *w);
int vg_page_edition_page(struct vg_web *w);
int vg_page_edition_file(struct vg_web *w);
int vg_page_brief_compare(struct vg_web *w);

int vg_page_figures_list(struct vg_web *w);
int vg_page_figure_one(struct vg_web *w);
int vg_page_figure_sum(struct vg_web *w);

int vg_page_checks_list(struct vg_web *w);
int vg_page_check_one(struct vg_web *w);
int vg_page_check_answer(struct vg_web *w);

int vg_page_questions_list(struct vg_web *w);
int vg_page_question_one(struct vg_web *w);
int vg_page_question_save(struct vg_web *w);

int vg_page_alike(struct vg_web *w);
int vg_page_names_list(struct vg_web *w);
int vg_page_name_one(struct vg_web *w);
int vg_do_name_judge(struct vg_web *w);
int vg_do_name_withdraw(struct vg_web *w);

int vg_page_search_hits(struct vg_web *w);

int vg_page_gaps_lists(struct vg_web *w);
int vg_page_gaps_looked(struct vg_web *w);
int vg_page_gaps_list(struct vg_web *w);

int vg_page_missing_view(struct vg_web *w);
int vg_api_missing(struct vg_web *w);

/* Sources */
int vg_page_sources(struct vg_web *w);
int vg_page_source(struct vg_web *w);
int vg_page_source_raw(struct vg_web *w);
int vg_page_source_strip(struct vg_web *w);
int vg_page_source_record(struct vg_web *w);
int vg_page_api_source_record(struct vg_web *w);
int vg_page_compare(struct vg_web *w);
int vg_page_claim_new(struct vg_web *w);
int vg_page_claim_add(struct vg_web *w);
int vg_page_review(struct vg_web *w);
int vg_do_review_accept(struct vg_web *w);
int vg_do_review_reject(struct vg_web *w);
int vg_do_review_undo(struct vg_web *w);
int vg_api_suggestions(struct vg_web *w);
int vg_api_review(struct vg_web *w);

int vg_page_claims(struct vg_web *w);
int vg_page_claim_whole(struct vg_web *w);
int vg_page_claim_uses(struct vg_web *w);
int vg_do_claim_correct(struct vg_web *w);
int vg_do_claim_translation(struct vg_web *w);
int vg_do_claim_status(struct vg_web *w);
int vg_do_claim_standing(struct vg_web *w);
int vg_do_claim_reply(struct vg_web *w);

#endif
