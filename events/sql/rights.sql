-- The three functions are the only way in; nobody has them by default.

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA eventlog FROM PUBLIC;
REVOKE ALL ON SCHEMA eventlog FROM PUBLIC;
