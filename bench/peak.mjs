import { writeFileSync } from 'node:fs';

// Loaded into a measured process: leaves the most memory that it ever held, in bytes, where it was asked to.
process.on('exit', () => {
  const file = process.env.SIGHTLINE_BENCH_PEAK;
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024));
});
