"""What a station keeps on its disk: the outbox, visits, drafts, documents, sealed files."""
