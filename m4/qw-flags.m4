# SPDX-License-Identifier: Apache-2.0
# Compiler flags: each is probed with -Werror and collected in a variable of ours;
# the user's CFLAGS and LDFLAGS are never touched.

# QW_APPEND_FLAGS(VARIABLE, FLAGS, [compile|link]) - keep the flags that the compiler takes
AC_DEFUN([QW_APPEND_FLAGS],
[m4_foreach_w([qw_flag], [$2],
[AC_MSG_CHECKING([whether $CC accepts qw_flag])
qw_save_CFLAGS=$CFLAGS
CFLAGS="$CFLAGS -Werror qw_flag"
m4_if([$3], [link], [AC_LINK_IFELSE], [AC_COMPILE_IFELSE])([AC_LANG_PROGRAM],
  [AC_MSG_RESULT([yes]); $1="$$1 qw_flag"], [AC_MSG_RESULT([no])])
CFLAGS=$qw_save_CFLAGS
])
AC_SUBST([$1])])

AC_DEFUN([QW_WARNINGS],
[AC_ARG_ENABLE([werror],
  [AS_HELP_STRING([--enable-werror], [treat compiler warnings as errors])],
  [], [enable_werror=no])
QW_APPEND_FLAGS([WARN_CFLAGS], [-Wall -Wextra -Wshadow -Wvla -Wundef -Wformat=2
  -Wwrite-strings -Wconversion -Wsign-conversion -Wpointer-arith -Wcast-align
  -Wstrict-prototypes -Wmissing-prototypes -Wmissing-declarations
  -Wimplicit-fallthrough -Wdouble-promotion])
AS_IF([test "x$enable_werror" = xyes], [WARN_CFLAGS="$WARN_CFLAGS -Werror"])])

# A sanitizer wants to see the faults that hardening would stop, so the two exclude
# each other. FORTIFY needs an optimizing compiler, and is left to a user who says it: both
# would be a warning, and with -Werror no FORTIFY at all.
AC_DEFUN([QW_HARDENING],
[AC_REQUIRE([QW_SANITIZERS])
AC_ARG_ENABLE([hardening],
  [AS_HELP_STRING([--disable-hardening], [leave out the hardening flags])],
  [], [enable_hardening=yes])
AS_CASE(["$enable_hardening:$CC $CFLAGS $SAN_CFLAGS"],
  [no:* | *-fsanitize=*], [],
  [QW_APPEND_FLAGS([HARDEN_CFLAGS], [-fstack-protector-strong
     -fstack-clash-protection -fcf-protection=full -fstrict-flex-arrays=3])
   AS_CASE(["$CPPFLAGS $CFLAGS"], [*_FORTIFY_SOURCE*], [], [*-O[[123s]]*],
     [QW_APPEND_FLAGS([HARDEN_CFLAGS], [-U_FORTIFY_SOURCE])
      QW_APPEND_FLAGS([HARDEN_CFLAGS], [-D_FORTIFY_SOURCE=3])])
   QW_APPEND_FLAGS([HARDEN_LDFLAGS], [-Wl,-z,relro -Wl,-z,now
     -Wl,-z,noexecstack -Wl,--as-needed], [link])])
AC_SUBST([HARDEN_CFLAGS])
AC_SUBST([HARDEN_LDFLAGS])])

# Costs are integers, but confidences, shares and what the generators estimate are not: all
# machines round alike, and none computes a product and a sum as one.
AC_DEFUN([QW_FLOAT],
[QW_APPEND_FLAGS([FLOAT_CFLAGS], [-ffp-contract=off -fexcess-precision=standard])])

AC_DEFUN([QW_SANITIZERS],
[AC_ARG_ENABLE([sanitizers],
  [AS_HELP_STRING([--enable-sanitizers=LIST], [build with -fsanitize=LIST
    (default LIST: address,undefined)])],
  [], [enable_sanitizers=no])
AS_CASE([$enable_sanitizers],
  [no], [],
  [AS_IF([test "x$enable_sanitizers" = xyes], [enable_sanitizers=address,undefined])
   SAN_CFLAGS="-fsanitize=$enable_sanitizers -fno-sanitize-recover=all"
   SAN_CFLAGS="$SAN_CFLAGS -fno-omit-frame-pointer"
   qw_save_CFLAGS=$CFLAGS
   CFLAGS="$CFLAGS $SAN_CFLAGS"
   AC_LINK_IFELSE([AC_LANG_PROGRAM], [],
     [AC_MSG_ERROR([$CC can't link with $SAN_CFLAGS])])
   CFLAGS=$qw_save_CFLAGS])
AC_SUBST([SAN_CFLAGS])
AM_CONDITIONAL([SANITIZED], [test "x$enable_sanitizers" != xno])])

AC_DEFUN([QW_FUZZING],
[AC_ARG_ENABLE([fuzzing],
  [AS_HELP_STRING([--enable-fuzzing], [link the fuzz targets with LIB_FUZZING_ENGINE])],
  [], [enable_fuzzing=no])
AC_ARG_VAR([LIB_FUZZING_ENGINE], [flags that link a fuzz target, default -fsanitize=fuzzer])
AS_IF([test "x$enable_fuzzing" = xyes],
  [: "${LIB_FUZZING_ENGINE=-fsanitize=fuzzer}"
   QW_APPEND_FLAGS([SAN_CFLAGS], [-fsanitize=fuzzer-no-link])])
AM_CONDITIONAL([FUZZING], [test "x$enable_fuzzing" = xyes])])

AC_DEFUN([QW_VERSION_SCRIPT],
[AC_CACHE_CHECK([whether the linker accepts --version-script], [qw_cv_version_script],
  [qw_save_LDFLAGS=$LDFLAGS
   LDFLAGS="$LDFLAGS -shared -fPIC -Wl,--version-script=conftest.map"
   echo 'V { global: f; local: *; };' > conftest.map
   AC_LINK_IFELSE([AC_LANG_SOURCE([[int f(void); int f(void) { return 0; }]])],
     [qw_cv_version_script=yes], [qw_cv_version_script=no])
   LDFLAGS=$qw_save_LDFLAGS])
AM_CONDITIONAL([HAVE_VERSION_SCRIPT], [test "x$qw_cv_version_script" = xyes])])
