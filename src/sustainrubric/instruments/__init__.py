"""The rubric and the worksheet's definition: models, what we ship, look-ups."""
