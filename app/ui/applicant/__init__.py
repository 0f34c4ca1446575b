"""What stands on the applicant's screen."""
