import { writeFileSync } from 'node:fs';
import { metrics, subjects } from '../catalog/index.ts';
import { catalogJson, catalogPage, catalogTable } from '../src/compile/catalog-page.ts';

/** Prints the catalog (`--json` for machines) and writes catalog/README.md. */
const page = new URL('../catalog/README.md', import.meta.url);
writeFileSync(page, catalogPage(metrics, new Map(), subjects));
process.stdout.write(process.argv.includes('--json') ? catalogJson(metrics) : catalogTable(metrics));
