"""What people make of passages: knelpunten, dossiers, saved questions."""
