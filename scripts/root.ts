import { fileURLToPath } from 'node:url';

// Commands work on the repository that they are part of, from wherever they are called.
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
