"""The pages that policy advisors work on; one more door to the service.

To add a page: a module in ``routes/`` whose functions take a ``Visit`` (reading) or a ``Submitted`` (a form)
and return ``visit.page("name.html", …)``; a template that extends ``base.html`` and builds on the macros of
``macros.html``; its router in ``site.ROUTERS``; and, where it belongs in the navigation, a line in
``pages.NAVIGATION``. What goes wrong is raised as at every door: ``errors`` makes a page of it.
Scripts only better what works without them: an ES module of ``static/``, named by the template in the
block ``scripts``. Styles stand in ``static/*.css``; nothing stands in an attribute or within the page,
since the Content-Security-Policy forbids it.
"""
