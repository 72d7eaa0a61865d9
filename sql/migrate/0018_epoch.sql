-- A log that goes on under a new name, where the file may not go on under the old one: another
-- row of case_info, kept by an entry of kind epoch. NULL in the row that made the case.

ALTER TABLE case_info ADD COLUMN because TEXT; -- why, by a person
ALTER TABLE case_info ADD COLUMN came_size INTEGER CHECK (came_size >= 0); -- the tree under the name before
ALTER TABLE case_info ADD COLUMN came_root BLOB CHECK (length(came_root) = 32);
ALTER TABLE case_info ADD COLUMN seen_size INTEGER CHECK (seen_size >= 0); -- what the machine had seen of it: its mark
ALTER TABLE case_info ADD COLUMN seen_root BLOB CHECK (length(seen_root) = 32);
