import sys

from bench.performance import main

sys.exit(main())
