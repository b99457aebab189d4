from comity.relationships.introductions.models.introduction import Introduction

__all__ = ["Introduction"]
