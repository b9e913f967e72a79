"""What a conference's agenda is and what can be asked of it. Pure: values in, values out."""
