/* A PC that goes to sleep: the clocks that count sleep jump, CLOCK_MONOTONIC and CLOCK_MONOTONIC_RAW stand still.
   gcc -shared -fPIC -o suspend.so suspend.c, then LD_PRELOAD=suspend.so; sleep_for(seconds) plays one sleep. */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long slept = 0;

void sleep_for(long seconds) { slept += seconds; }

int clock_gettime(clockid_t id, struct timespec *ts) {
    int failed = syscall(SYS_clock_gettime, id, ts);
    if (!failed && (id == CLOCK_REALTIME || id == CLOCK_BOOTTIME)) ts->tv_sec += slept;
    return failed;
}
