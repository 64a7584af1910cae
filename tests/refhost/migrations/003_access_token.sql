-- A console keeps an access token for each session, and the gateway asks for it. TOKEN_FORM is null while the token
-- is good, else the form of the gateway's 401. REFRESHABLE is 0 when the token endpoint refuses a new one.
ALTER TABLE SESSION ADD COLUMN TOKEN_FORM VARCHAR(10) CHECK (TOKEN_FORM IN ('fault', 'text', 'xml'));
ALTER TABLE SESSION ADD COLUMN REFRESHABLE INTEGER NOT NULL DEFAULT 1 CHECK (REFRESHABLE IN (0, 1));
