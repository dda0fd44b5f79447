"""Departments, initiatives, priorities and their deliverables, Council items, holidays, who has which departments."""
