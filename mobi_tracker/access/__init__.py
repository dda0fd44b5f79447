"""Who may do what: users, roles, sign-in, the one policy table, markings, drafts, uploads and links."""
