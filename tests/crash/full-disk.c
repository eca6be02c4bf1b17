/* Makes writes below FULL_DISK_DIR fail as on a full disk, from the FULL_DISK_AT-th one on; counts all of them.
   Loaded before libc (LD_PRELOAD), so it also reaches the engine's and the control store's own writes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long seen;

static int is_below(const char *path) {
  const char *dir = getenv("FULL_DISK_DIR");
  return dir && path && strncmp(path, dir, strlen(dir)) == 0;
}

static int is_ours(int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_below(path);
}

static int is_full(void) {
  const char *at = getenv("FULL_DISK_AT");
  long now = atomic_fetch_add(&seen, 1) + 1;
  if (!at || now < atol(at)) return 0;
  errno = ENOSPC;
  return 1;
}

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("FULL_DISK_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld", atomic_load(&seen));
  fclose(file);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define ON_FILE(kind, name, parameters, file, ...)      \
  kind name parameters {                                \
    if (is_ours(file) && is_full()) return -1;          \
    return REAL(name)(__VA_ARGS__);                     \
  }
#define ON_PATH(name, parameters, path, ...)            \
  int name parameters {                                 \
    if (is_below(path) && is_full()) return -1;         \
    return REAL(name)(__VA_ARGS__);                     \
  }

ON_FILE(ssize_t, write, (int file, const void *from, size_t size), file, file, from, size)
ON_FILE(ssize_t, writev, (int file, const struct iovec *from, int count), file, file, from, count)
ON_FILE(ssize_t, pwrite, (int file, const void *from, size_t size, off_t at), file, file, from, size, at)
ON_FILE(ssize_t, pwrite64, (int file, const void *from, size_t size, off64_t at), file, file, from, size, at)
ON_FILE(ssize_t, pwritev, (int file, const struct iovec *from, int count, off_t at), file, file, from, count, at)
/* Only growing takes room. */
#define TRUNCATES(name, length)                                                  \
  int name(int file, length size) {                                              \
    struct stat now;                                                             \
    int grows = fstat(file, &now) == 0 && size > now.st_size;                    \
    if (grows && is_ours(file) && is_full()) return -1;                          \
    return REAL(name)(file, size);                                               \
  }
TRUNCATES(ftruncate, off_t)
TRUNCATES(ftruncate64, off64_t)

ON_FILE(int, fallocate, (int file, int mode, off_t at, off_t size), file, file, mode, at, size)
ON_PATH(mkdir, (const char *path, mode_t mode), path, path, mode)
ON_PATH(rename, (const char *from, const char *to), from, from, to)
ON_PATH(link, (const char *from, const char *to), from, from, to)

#define OPENS(name)                                                                \
  int name(const char *path, int flags, ...) {                                     \
    va_list rest;                                                                  \
    va_start(rest, flags);                                                         \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;        \
    va_end(rest);                                                                  \
    int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;                     \
    if (is_new && is_below(path) && is_full()) return -1;                          \
    return REAL(name)(path, flags, mode);                                          \
  }
OPENS(open)
OPENS(open64)
