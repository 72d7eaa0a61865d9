-- Text that was read in images.

-- How sure the reader was of the words of a passage, 0 to 100; absent: they were not read in an
-- image. 1: a person has compared them with the image.
ALTER TABLE passage ADD COLUMN ocr_mean INTEGER CHECK (ocr_mean BETWEEN 0 AND 100);
ALTER TABLE passage ADD COLUMN ocr_least INTEGER CHECK (ocr_least BETWEEN 0 AND 100);
ALTER TABLE passage ADD COLUMN seen INTEGER CHECK (seen = 1);

-- -- foreign: what other programs read, dear to make again. Texts are derived from it. --------

-- What was read in one image, however often it occurs.
CREATE TABLE ocr_image (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32), -- of the image as it was given to the program
    reader TEXT NOT NULL,  -- name and version of the program and its languages
    message BLOB NOT NULL  -- the text of that page, as read/text_message.c writes it
) STRICT;
CREATE UNIQUE INDEX ocr_image_by_sha256 ON ocr_image (sha256, reader);

-- Which image a page of preserved bytes is.
CREATE TABLE ocr_page (
    id INTEGER PRIMARY KEY,
    blob INTEGER NOT NULL, -- blob.id
    page INTEGER NOT NULL, -- from 1
    image INTEGER NOT NULL -- ocr_image.id
) STRICT;
CREATE UNIQUE INDEX ocr_page_by_blob ON ocr_page (blob, page);

-- -- derived ------------------------------------------------------------------

-- Bytes with pages that nobody has read yet.
CREATE TABLE ocr_waiting (
    id INTEGER PRIMARY KEY, -- blob.id
    pages INTEGER NOT NULL  -- how many
) STRICT;
