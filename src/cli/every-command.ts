/** What most commands load, and what plugins import: the bundle has it in one file (`bundle-programs.ts`). */
import '../components/index.ts';
import '../config/index.ts';
import '../registry/index.ts';
import './main.ts';
