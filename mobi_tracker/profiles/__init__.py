"""Full pages of records: everything that hangs on one."""
