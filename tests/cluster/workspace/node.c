// Runs the ClickHouse of npm's chdb as a server: its library carries the whole program, and no executable.
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: node LIBRARY ARGUMENT...\n");
    return 2;
  }
  void *library = dlopen(argv[1], RTLD_NOW | RTLD_GLOBAL);
  int (*run)(int, char **) = NULL;
  if (library) *(void **)(&run) = dlsym(library, "chdb_query_cmdline");
  if (!run) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  argv[1] = argv[0];
  return run(argc - 1, argv + 1);
}
