/*
 * A PC's clock that is wrong, can be set, and made to run fast or slow, while a program runs. faketime can't
 * have Chromium's monotonic clock go on as on a real PC, and now and then breaks its start. The setting is a
 * file of four doubles, mapped before any process shuts itself into its sandbox.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct setting {
  double offset; /* seconds ahead of the true time */
  double rate;   /* seconds that it gains or loses in each second */
  double since;  /* from this true time on */
  double monotonic; /* the same as `rate`, for the monotonic clock */
};
static volatile struct setting *setting;
static double started; /* on the monotonic clock */

__attribute__((constructor)) static void map_setting(void) {
  const char *path = getenv("PC_CLOCK");
  int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  void *mapped = mmap(NULL, sizeof(struct setting), PROT_READ, MAP_SHARED, file, 0);
  if (mapped != MAP_FAILED) setting = mapped;
  close(file);
  struct timespec at;
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &at);
  started = (double)at.tv_sec;
}

int clock_gettime(clockid_t id, struct timespec *at) {
  if (syscall(SYS_clock_gettime, id, at) != 0) return -1;
  if (setting == NULL) return 0;
  int monotonic = id == CLOCK_MONOTONIC || id == CLOCK_MONOTONIC_COARSE;
  if (!monotonic && id != CLOCK_REALTIME && id != CLOCK_REALTIME_COARSE) return 0;
  double truth = (double)at->tv_sec + (double)at->tv_nsec / 1e9;
  double ahead = monotonic
    ? (truth - started) * setting->monotonic
    : setting->offset + (truth - setting->since) * (setting->rate + setting->monotonic);
  long long ns = (long long)at->tv_nsec + (long long)(ahead * 1e9);
  at->tv_sec += ns / 1000000000;
  ns %= 1000000000;
  if (ns < 0) {
    ns += 1000000000;
    at->tv_sec -= 1;
  }
  at->tv_nsec = (long)ns;
  return 0;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  (void)zone;
  struct timespec precise;
  if (clock_gettime(CLOCK_REALTIME, &precise) != 0) return -1;
  at->tv_sec = precise.tv_sec;
  at->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *at) {
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  if (at != NULL) *at = precise.tv_sec;
  return precise.tv_sec;
}
