# SPDX-License-Identifier: Apache-2.0

# iconv is in libc (glibc, musl, the BSDs) or in GNU libiconv, whose header renames
# the functions, so the probe has to include it.
AC_DEFUN([QW_ICONV],
[AC_CACHE_CHECK([which library has iconv], [qw_cv_lib_iconv],
  [qw_cv_lib_iconv=no
   qw_save_LIBS=$LIBS
   for qw_lib in '' -liconv; do
     LIBS="$qw_lib $qw_save_LIBS"
     AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <iconv.h>]],
         [[return iconv_open("UTF-8", "GB18030") == (iconv_t)-1;]])],
       [qw_cv_lib_iconv=${qw_lib:-libc}; break])
   done
   LIBS=$qw_save_LIBS])
AS_CASE([$qw_cv_lib_iconv],
  [no], [AC_MSG_ERROR([iconv not found: install GNU libiconv])],
  [-*], [ICONV_LIBS=$qw_cv_lib_iconv])
AC_SUBST([ICONV_LIBS])])

# Messages of the program are translated where libintl is (glibc, or GNU gettext).
AC_DEFUN([QW_NLS],
[AC_ARG_ENABLE([nls],
  [AS_HELP_STRING([--disable-nls], [no translated messages])], [], [enable_nls=auto])
AS_IF([test "x$enable_nls" != xno],
  [AC_CACHE_CHECK([which library has gettext], [qw_cv_lib_intl],
    [qw_cv_lib_intl=no
     qw_save_LIBS=$LIBS
     for qw_lib in '' -lintl; do
       LIBS="$qw_lib $qw_save_LIBS"
       AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <libintl.h>]],
           [[bindtextdomain("x", "/"); return gettext("x") == 0;]])],
         [qw_cv_lib_intl=${qw_lib:-libc}; break])
     done
     LIBS=$qw_save_LIBS])
   AS_CASE([$qw_cv_lib_intl],
     [no], [AS_IF([test "x$enable_nls" = xyes], [AC_MSG_ERROR([gettext not found])])],
     [-*], [INTL_LIBS=$qw_cv_lib_intl])
   AS_IF([test "x$qw_cv_lib_intl" != xno],
     [AC_DEFINE([ENABLE_NLS], [1], [Define to translate messages with gettext.])])])
AC_SUBST([INTL_LIBS])])

# Compressed files and zip archives. Without them the program says so when it meets one.
AC_DEFUN([QW_ARCHIVE],
[AC_ARG_WITH([archive],
  [AS_HELP_STRING([--without-archive], [no compressed files and zip archives
    (needs no libarchive)])], [], [with_archive=yes])
AS_IF([test "x$with_archive" != xno],
  [PKG_CHECK_MODULES([ARCHIVE], [libarchive])
   AC_DEFINE([HAVE_ARCHIVE], [1], [Define to look into compressed files.])])
AM_CONDITIONAL([ARCHIVE], [test "x$with_archive" != xno])])

# Other languages than Chinese are recognized by uchardet, and in a build without it by
# nothing: then --from has to say what a text is in.
AC_DEFUN([QW_UCHARDET],
[AC_ARG_WITH([uchardet],
  [AS_HELP_STRING([--without-uchardet], [do not recognize encodings of other languages])],
  [], [with_uchardet=yes])
AS_IF([test "x$with_uchardet" != xno],
  [PKG_CHECK_MODULES([UCHARDET], [uchardet], [],
     [AC_MSG_ERROR([uchardet not found: install it, or configure --without-uchardet])])
   AC_DEFINE([HAVE_UCHARDET], [1], [Define to ask uchardet.])
   QW_REQUIRES="uchardet, "])
AC_SUBST([QW_REQUIRES])])

# Only the programs that make the tables need ICU (see QW_GENERATORS), and some tests,
# which compare.
AC_DEFUN([QW_ICU],
[PKG_CHECK_MODULES([ICU], [icu-uc],
  [have_icu=yes
   AC_DEFINE([HAVE_ICU], [1], [Define to compare with ICU in tests.])],
  [have_icu=no])
AM_CONDITIONAL([HAVE_ICU], [test "x$have_icu" = xyes])])

# A release carries the tables that the programs in tools/ make; a checkout makes
# them. The programs run while building, so a cross build needs a second compiler.
AC_DEFUN([QW_GENERATORS],
[AC_ARG_ENABLE([generators],
  [AS_HELP_STRING([--enable-generators], [make the tables again, also in a release
    (after a change in data/)])],
  [], [enable_generators=yes
       AS_IF([test -f "$srcdir/src/generated/SHIPPED"], [enable_generators=no])])
AS_CASE([$enable_generators:$cross_compiling:$have_icu], [yes:no:no],
  [AC_MSG_ERROR([ICU (icu-uc) not found: only a release builds without, and only without
    --enable-generators])])
AC_ARG_VAR([CC_FOR_BUILD], [C compiler for programs that run while building])
AC_ARG_VAR([CFLAGS_FOR_BUILD], [its flags])
AC_ARG_VAR([LIBS_FOR_BUILD], [libraries (ICU) for programs that run while building])
AS_IF([test "x$cross_compiling" = xyes],
  [: "${CC_FOR_BUILD=cc}" "${CFLAGS_FOR_BUILD=-O1}" "${LIBS_FOR_BUILD=-licuuc}"],
  [: "${CC_FOR_BUILD=$CC}" "${CFLAGS_FOR_BUILD=$CFLAGS}"
   : "${LIBS_FOR_BUILD=$LDFLAGS $ICU_LIBS}"
   GEN_WARN_CFLAGS="$WARN_CFLAGS $FLOAT_CFLAGS"])
AC_SUBST([GEN_WARN_CFLAGS])
AM_CONDITIONAL([GENERATE], [test "x$enable_generators" = xyes])])
