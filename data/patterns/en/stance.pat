# SPDX-License-Identifier: CC0-1.0
# Against what is said.

# Verbs that deny what follows.
list deny
  denied | denies | deny | denying | rejected | rejects | reject | dismissed
  dismisses | refuted | refutes | disputed | disputes | repudiated | contested
  has never | have never | had never
+ The embassy denied that 12 people were held    => stance=denies

# "called the report a fabrication": a verb of the first list, soon a word of the second.
list call
  called | calls | described | branded | labelled | labeled | denounced
  dismissed
+ The embassy called the report a fabrication.   => kind=denial stance=denies

list none
  fabrication | fabrications | a lie | lies | baseless | groundless | smear
  slander | unfounded | nonsense | false | untrue | fiction | hoax
  disinformation | without foundation | absurd | fabricated

# The sentence says that a figure is wrong: it is quoted to be corrected.
list wrong
  is wrong | are wrong | was wrong | were wrong | is false | are false
  was false | is untrue | are untrue | was untrue | is incorrect
  was incorrect | misreading | misquotation | misquoted | mistranslation
  is not true | are not true | was not true | was a mistake | is a mistake
  in error | erroneous | erroneously | debunked | has been corrected
  is inaccurate | was inaccurate | mistakenly | wrongly | disowned | retracted
  has been withdrawn | is a hoax | was a hoax | misstated | incorrectly
  are simply wrong | contrary to what we wrote | has no basis
  have no basis | inaccurately | is a misreading | is it correct
  is mistaken | is not correct | is simply wrong | misreported | never said
  nor is it correct | not correct | should have read | should read
  stated in error | that is wrong | was a misreading | was incorrectly
  was misstated | was wrongly | we were wrong | were incorrectly
  were wrongly | wrongly stated
+ The claim that 12 people were held is false    => stance=refutes

# Looked for, and nothing found. With of=none the phrase itself is what was not found.
list negative
  found no | finds no | find no | found none | found neither | saw no
  saw none | identified no | identified none | found nothing | did not find
  didn't find | does not find | has not found | have not found | had not found
  hasn't found | haven't found | hadn't found | not identified
  did not identify | has not identified | have not identified
  hasn't identified | haven't identified | could not find | couldn't find
  was unable to find | were unable to find | unable to identify
  failed to find | no evidence of | no evidence that | no trace of
  no sign of | not been able to track down | unable to locate
  could not locate | discovered no | detected no | recorded no | uncovered no
  documented no | not documented any | not recorded any | not detected
  did not detect
  none of | no one | nobody | not one of | not a single | none has | none have  => of=none
  none had | none was | none were | neither of                                  => of=none
  aware of no | aware of none | came up empty | could not confirm
  could not verify | did not locate | drew a blank | found no one
  found nobody | has seen no | have seen no | heard of no | knew of no
  know of no | know of none | knows of no | no indication of
  no indication that | no match for | no proof of | no proof that
  no record of | no sign that | not aware of any | not been able to confirm
  not been able to verify | not located | not satisfied that
  nothing to suggest | produced no | returned no results | saw no evidence
  turned up no | turned up nothing | unable to confirm | unable to reach
  unable to trace | unable to verify | yielded no | yielded nothing
  none are | none is | none of which | none of whom                 => of=none
  received no | has received no | have received no | had received no | seen nothing
  heard nothing | brought no | logged no | registered no | reported no | led to no
  resulted in no | saw nothing | has yet to charge | have yet to charge | could not trace
+ Police found no evidence of stations in Lisbon => kind=negative-finding op=none-found
+ Nobody was found at the address                => kind=negative-finding unit=person
+ None of the stations was still open            => kind=negative-finding op=none-found
