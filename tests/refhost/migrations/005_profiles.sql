-- Apple's part of a profile: what it refuses in "Define a Profile" of its Device Management reference, by its own codes. A text
-- that is there must neither be empty nor too long. Apple counts "UTF-8 characters" and says no more; here they are bytes, so
-- that what passes here passes at Apple, whichever it means.

CREATE TABLE LANGUAGE (
    CODE VARCHAR(2) PRIMARY KEY
);
CREATE TABLE REGION (
    CODE VARCHAR(2) PRIMARY KEY
);
-- ISO 639-1 and ISO 3166-1, from iso-codes 4.15.0.
INSERT INTO LANGUAGE (CODE) VALUES
    ('aa'), ('ab'), ('ae'), ('af'), ('ak'), ('am'), ('an'), ('ar'), ('as'), ('av'), ('ay'), ('az'), ('ba'), ('be'),
    ('bg'), ('bh'), ('bi'), ('bm'), ('bn'), ('bo'), ('br'), ('bs'), ('ca'), ('ce'), ('ch'), ('co'), ('cr'), ('cs'),
    ('cu'), ('cv'), ('cy'), ('da'), ('de'), ('dv'), ('dz'), ('ee'), ('el'), ('en'), ('eo'), ('es'), ('et'), ('eu'),
    ('fa'), ('ff'), ('fi'), ('fj'), ('fo'), ('fr'), ('fy'), ('ga'), ('gd'), ('gl'), ('gn'), ('gu'), ('gv'), ('ha'),
    ('he'), ('hi'), ('ho'), ('hr'), ('ht'), ('hu'), ('hy'), ('hz'), ('ia'), ('id'), ('ie'), ('ig'), ('ii'), ('ik'),
    ('io'), ('is'), ('it'), ('iu'), ('ja'), ('jv'), ('ka'), ('kg'), ('ki'), ('kj'), ('kk'), ('kl'), ('km'), ('kn'),
    ('ko'), ('kr'), ('ks'), ('ku'), ('kv'), ('kw'), ('ky'), ('la'), ('lb'), ('lg'), ('li'), ('ln'), ('lo'), ('lt'),
    ('lu'), ('lv'), ('mg'), ('mh'), ('mi'), ('mk'), ('ml'), ('mn'), ('mr'), ('ms'), ('mt'), ('my'), ('na'), ('nb'),
    ('nd'), ('ne'), ('ng'), ('nl'), ('nn'), ('no'), ('nr'), ('nv'), ('ny'), ('oc'), ('oj'), ('om'), ('or'), ('os'),
    ('pa'), ('pi'), ('pl'), ('ps'), ('pt'), ('qu'), ('rm'), ('rn'), ('ro'), ('ru'), ('rw'), ('sa'), ('sc'), ('sd'),
    ('se'), ('sg'), ('si'), ('sk'), ('sl'), ('sm'), ('sn'), ('so'), ('sq'), ('sr'), ('ss'), ('st'), ('su'), ('sv'),
    ('sw'), ('ta'), ('te'), ('tg'), ('th'), ('ti'), ('tk'), ('tl'), ('tn'), ('to'), ('tr'), ('ts'), ('tt'), ('tw'),
    ('ty'), ('ug'), ('uk'), ('ur'), ('uz'), ('ve'), ('vi'), ('vo'), ('wa'), ('wo'), ('xh'), ('yi'), ('yo'), ('za'),
    ('zh'), ('zu');
INSERT INTO REGION (CODE) VALUES
    ('AD'), ('AE'), ('AF'), ('AG'), ('AI'), ('AL'), ('AM'), ('AO'), ('AQ'), ('AR'), ('AS'), ('AT'), ('AU'), ('AW'),
    ('AX'), ('AZ'), ('BA'), ('BB'), ('BD'), ('BE'), ('BF'), ('BG'), ('BH'), ('BI'), ('BJ'), ('BL'), ('BM'), ('BN'),
    ('BO'), ('BQ'), ('BR'), ('BS'), ('BT'), ('BV'), ('BW'), ('BY'), ('BZ'), ('CA'), ('CC'), ('CD'), ('CF'), ('CG'),
    ('CH'), ('CI'), ('CK'), ('CL'), ('CM'), ('CN'), ('CO'), ('CR'), ('CU'), ('CV'), ('CW'), ('CX'), ('CY'), ('CZ'),
    ('DE'), ('DJ'), ('DK'), ('DM'), ('DO'), ('DZ'), ('EC'), ('EE'), ('EG'), ('EH'), ('ER'), ('ES'), ('ET'), ('FI'),
    ('FJ'), ('FK'), ('FM'), ('FO'), ('FR'), ('GA'), ('GB'), ('GD'), ('GE'), ('GF'), ('GG'), ('GH'), ('GI'), ('GL'),
    ('GM'), ('GN'), ('GP'), ('GQ'), ('GR'), ('GS'), ('GT'), ('GU'), ('GW'), ('GY'), ('HK'), ('HM'), ('HN'), ('HR'),
    ('HT'), ('HU'), ('ID'), ('IE'), ('IL'), ('IM'), ('IN'), ('IO'), ('IQ'), ('IR'), ('IS'), ('IT'), ('JE'), ('JM'),
    ('JO'), ('JP'), ('KE'), ('KG'), ('KH'), ('KI'), ('KM'), ('KN'), ('KP'), ('KR'), ('KW'), ('KY'), ('KZ'), ('LA'),
    ('LB'), ('LC'), ('LI'), ('LK'), ('LR'), ('LS'), ('LT'), ('LU'), ('LV'), ('LY'), ('MA'), ('MC'), ('MD'), ('ME'),
    ('MF'), ('MG'), ('MH'), ('MK'), ('ML'), ('MM'), ('MN'), ('MO'), ('MP'), ('MQ'), ('MR'), ('MS'), ('MT'), ('MU'),
    ('MV'), ('MW'), ('MX'), ('MY'), ('MZ'), ('NA'), ('NC'), ('NE'), ('NF'), ('NG'), ('NI'), ('NL'), ('NO'), ('NP'),
    ('NR'), ('NU'), ('NZ'), ('OM'), ('PA'), ('PE'), ('PF'), ('PG'), ('PH'), ('PK'), ('PL'), ('PM'), ('PN'), ('PR'),
    ('PS'), ('PT'), ('PW'), ('PY'), ('QA'), ('RE'), ('RO'), ('RS'), ('RU'), ('RW'), ('SA'), ('SB'), ('SC'), ('SD'),
    ('SE'), ('SG'), ('SH'), ('SI'), ('SJ'), ('SK'), ('SL'), ('SM'), ('SN'), ('SO'), ('SR'), ('SS'), ('ST'), ('SV'),
    ('SX'), ('SY'), ('SZ'), ('TC'), ('TD'), ('TF'), ('TG'), ('TH'), ('TJ'), ('TK'), ('TL'), ('TM'), ('TN'), ('TO'),
    ('TR'), ('TT'), ('TV'), ('TW'), ('TZ'), ('UA'), ('UG'), ('UM'), ('US'), ('UY'), ('UZ'), ('VA'), ('VC'), ('VE'),
    ('VG'), ('VI'), ('VN'), ('VU'), ('WF'), ('WS'), ('YE'), ('YT'), ('ZA'), ('ZM'), ('ZW');

-- The fields whose types and lengths Apple checks. MOST_BYTES is the longest text. MOST_ENCODED is the longest URL, encoded.
CREATE TABLE PROFILE_FIELD (
    NAME VARCHAR(40) PRIMARY KEY,
    KIND VARCHAR(5) NOT NULL CHECK (KIND IN ('text', 'flag', 'array')),
    MOST_BYTES INTEGER,
    MOST_ENCODED INTEGER,
    CODE VARCHAR(40)
);
INSERT INTO PROFILE_FIELD (NAME, KIND, MOST_BYTES, MOST_ENCODED, CODE) VALUES
    ('profile_name', 'text', 125, NULL, 'CONFIG_NAME_INVALID'),
    ('url', 'text', NULL, 2000, 'CONFIG_URL_INVALID'),
    ('configuration_web_url', 'text', NULL, NULL, NULL),
    ('department', 'text', 125, NULL, 'DEPARTMENT_INVALID'),
    ('org_magic', 'text', 256, NULL, 'MAGIC_INVALID'),
    ('support_email_address', 'text', 250, NULL, 'SUPPORT_EMAIL_INVALID'),
    ('support_phone_number', 'text', 50, NULL, 'SUPPORT_PHONE_INVALID'),
    ('language', 'text', NULL, NULL, NULL),
    ('region', 'text', NULL, NULL, NULL),
    ('is_supervised', 'flag', NULL, NULL, NULL),
    ('is_mandatory', 'flag', NULL, NULL, NULL),
    ('is_mdm_removable', 'flag', NULL, NULL, NULL),
    ('await_device_configured', 'flag', NULL, NULL, NULL),
    ('auto_advance_setup', 'flag', NULL, NULL, NULL),
    ('is_multi_user', 'flag', NULL, NULL, NULL),
    ('allow_pairing', 'flag', NULL, NULL, NULL),
    ('do_not_use_profile_from_backup', 'flag', NULL, NULL, NULL),
    ('is_return_to_service', 'flag', NULL, NULL, NULL),
    ('skip_setup_items', 'array', NULL, NULL, NULL),
    ('anchor_certs', 'array', NULL, NULL, NULL),
    ('supervising_host_certs', 'array', NULL, NULL, NULL),
    ('devices', 'array', NULL, NULL, NULL);

-- What Apple refuses a profile for, in the order in which it is looked for. An absent field and null are the same.
CREATE TRIGGER PROFILE_GUARD
BEFORE INSERT ON IOS_DEP_PROFILE
BEGIN
    SELECT CASE
        WHEN json_type(NEW.PROFILE_CONTENT) <> 'object' THEN RAISE(ABORT, 'MALFORMED_REQUEST_BODY')
    END;
    SELECT RAISE(ABORT, 'MALFORMED_REQUEST_BODY')
    FROM json_each(NEW.PROFILE_CONTENT) AS ENTRY JOIN PROFILE_FIELD ON NAME = ENTRY.key
    WHERE ENTRY.type <> 'null'
        AND CASE ENTRY.type WHEN 'true' THEN 'flag' WHEN 'false' THEN 'flag' ELSE ENTRY.type END <> KIND;
    SELECT RAISE(ABORT, 'MALFORMED_REQUEST_BODY')
    FROM json_each(NEW.PROFILE_CONTENT) AS ENTRY JOIN PROFILE_FIELD ON NAME = ENTRY.key AND KIND = 'array'
        JOIN json_each(CASE ENTRY.type WHEN 'array' THEN ENTRY.value ELSE '[]' END) AS ITEM
    WHERE ITEM.type <> 'text';
    SELECT CASE
        WHEN NEW.PROFILE_CONTENT ->> '$.profile_name' IS NULL THEN RAISE(ABORT, 'CONFIG_NAME_REQUIRED')
        WHEN coalesce(NEW.PROFILE_CONTENT ->> '$.url', NEW.PROFILE_CONTENT ->> '$.configuration_web_url') IS NULL
            THEN RAISE(ABORT, 'CONFIG_URL_REQUIRED')
    END;
    SELECT RAISE(ABORT, CODE)
    FROM json_each(NEW.PROFILE_CONTENT) AS ENTRY JOIN PROFILE_FIELD ON NAME = ENTRY.key AND CODE IS NOT NULL
    WHERE ENTRY.type = 'text' AND (
        ENTRY.value = ''
        OR length(CAST(ENTRY.value AS BLOB)) > MOST_BYTES
        OR encoded_length(ENTRY.value) > MOST_ENCODED);
    -- Of the languages with three letters (ISO 639-2 and later) only the form is looked at. An empty text is none.
    SELECT RAISE(ABORT, 'LOCALE_INVALID')
    FROM (SELECT coalesce(NEW.PROFILE_CONTENT ->> '$.language', '') AS LANG,
                 coalesce(NEW.PROFILE_CONTENT ->> '$.region', '') AS REG)
    WHERE (LANG <> '' AND LANG NOT GLOB '[a-z][a-z][a-z]' AND LANG NOT IN (SELECT CODE FROM LANGUAGE))
        OR (REG <> '' AND REG NOT IN (SELECT CODE FROM REGION));
    SELECT CASE
        WHEN json_type(NEW.PROFILE_CONTENT, '$.is_mdm_removable') = 'false'
            AND json_type(NEW.PROFILE_CONTENT, '$.is_supervised') IS NOT 'true'
            THEN RAISE(ABORT, 'FLAGS_INVALID')
    END;
END;

-- Apple has no way to delete a profile; the host's own record of one can go, unless a device has it.
CREATE TRIGGER RETIRE_GUARD
BEFORE DELETE ON IOS_DEP_PROFILE
WHEN EXISTS (SELECT 1 FROM IOS_PRE_ENROLLED_DEVICE WHERE DEP_PROFILE_ID = OLD.ID)
BEGIN
    SELECT RAISE(ABORT, 'PROFILE_IN_USE');
END;

-- The profiles that were retired, so that no other one ever gets the UUID of one.
CREATE TABLE RETIRED_PROFILE (
    ID INTEGER PRIMARY KEY,
    UUID VARCHAR(100) NOT NULL UNIQUE,
    TENANT_DOMAIN VARCHAR(255) NOT NULL REFERENCES TENANT (DOMAIN),
    RETIRED_TIME TIMESTAMP NOT NULL
);
