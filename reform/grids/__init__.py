"""Workbooks and documents of other programs → plain grids of cells, read in a process of their own.

Everything here runs in the child that `reform.intake.workbook` starts, and imports nothing else of this package's
neighbours: a child starts in a tenth of a second, and what a hostile file brings down is the child alone.
"""
