"""What a station and a hub both need from the machine: links, databases, files, keys; no classroom word."""
