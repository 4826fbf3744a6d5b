-- Tokens were kept as officers hold them; from now on only their hashes are. Everybody signs in once more.
DELETE FROM `session`;
