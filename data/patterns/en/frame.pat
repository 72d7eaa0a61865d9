# SPDX-License-Identifier: CC0-1.0
# Words of the frames that need no number.

# "the number", "the total": a number behind it counts what is named there.
list figure
  figure | number | total | toll | tally | count | sum | amount

# Points to where something comes from.
list link
  whose locations were published | was published in | were published in
  the document they cite | the report they cite | the source they cite
  citation of | which cites | which cited | cited a | cites a | cite a
  quoting a | citing a | citing an | quoting an | based on a | refers to a
  referred to a | referring to a | pointing to a | pointing to the
  referring to the

# What ties two things.
list relation
  run by | operated by | managed by | tracked by | set up by                   => predicate=run-by
  staffed by                                                                   => predicate=staffed-by
  part of | a programme of | a program of                                      => predicate=part-of
  under the jurisdiction of | answer to | answers to | report to | reports to  => predicate=under-jurisdiction-of
  overseen by | controlled by                                                  => predicate=under-jurisdiction-of
  subordinate to                                                               => predicate=subordinate-to
  named after                                                                  => predicate=named-after
  funded by | financed by                                                      => predicate=funded-by
  headed by | led by                                                           => predicate=headed-by
  linked to | affiliated with | affiliated to                                  => predicate=linked-to
  owned by                                                                     => predicate=owned-by
  without our permission | without permission | set up without                 => predicate=without-permission
  a key method of | key method                                                 => predicate=method-of
  based in                                                                     => predicate=based-in
  located in                                                                   => predicate=located-in
  registered to                                                                => predicate=registered-to
  in relation to                                                               => predicate=concerns
  applies to | apply to | applies only to                                      => predicate=applies-to
  known as                                                                     => predicate=known-as
  responsible for                                                              => predicate=responsible-for
  alleged to be                                                                => predicate=alleged-to-be
  involved in                                                                  => predicate=involved-in
+ The centre is run by the county bureau         => kind=relation predicate=run-by
