/** What all programs load, those of threads too: the bundle has it in one file (`bundle-programs.ts`). */
import '../components/data.ts';
import '../data/loader/workers/serve.ts';
import '../data/prepare/open-remote.ts';
import '../registry/index.ts';
