# SPDX-License-Identifier: Apache-2.0

# QW_COMPLETION(SHELL, FOLDER): where its completion goes -> SHELLcompletiondir; nowhere
# if that is empty. Not asked from pkg-config: nothing goes outside of the prefix unasked.
AC_DEFUN([QW_COMPLETION],
[AC_ARG_WITH([$1-completion-dir],
  [AS_HELP_STRING([--with-$1-completion-dir=DIR],
    [where the completion for $1 goes, no: nowhere @<:@DATADIR/$2@:>@])],
  [], [with_$1_completion_dir=yes])
AS_CASE([$with_$1_completion_dir],
  [yes], [$1completiondir='${datadir}/$2'],
  [no], [$1completiondir=],
  [$1completiondir=$with_$1_completion_dir])
AC_SUBST([$1completiondir])])

# A release carries the messages in other languages ready for use; a checkout needs
# msgfmt to make them.
AC_DEFUN([QW_TRANSLATIONS],
[AC_CHECK_PROGS([MSGFMT], [msgfmt])
AM_CONDITIONAL([HAVE_MSGFMT], [test -n "$MSGFMT"])
qw_translated=no
AS_IF([test "x$enable_nls" != xno && test "x$qw_cv_lib_intl" != xno],
  [AS_IF([test -n "$MSGFMT" || test -f "$srcdir/po/zh_CN/LC_MESSAGES/qingwen.mo"],
    [qw_translated=yes],
    [AC_MSG_WARN([msgfmt (gettext) not found: messages will be in English only])])])
AM_CONDITIONAL([TRANSLATED], [test $qw_translated = yes])])
