/*
 * What the modules of FreeRADIUS take for the time, in whole seconds: what FREERADIUS_CLOCK says. The server binds each module
 * to the C library before all else, faketime included; that wish is left out here. Its own timers go by the true clock.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

time_t time(time_t *at) {
  time_t now = (time_t)atoll(getenv("FREERADIUS_CLOCK"));
  if (at != NULL) *at = now;
  return now;
}

void *dlopen(const char *file, int flags) {
  void *(*open)(const char *, int) = dlsym(RTLD_NEXT, "dlopen");
  return open(file, flags & ~RTLD_DEEPBIND);
}
