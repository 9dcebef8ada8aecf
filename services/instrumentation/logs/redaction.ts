import type { Privacy } from '#lib';
import { addressMark, addressPattern, secretMark, secretShapes } from '../../../catalog/secrets.ts';

const anyCase = '(?i)';
const secrets = secretShapes.map(({ pattern }) =>
  pattern.startsWith(anyCase) ? new RegExp(pattern.slice(anyCase.length), 'gi') : new RegExp(pattern, 'g'),
);
const addresses = new RegExp(addressPattern, 'g');

/**
 * Characters or words without which no shape matches. Looking for one pattern in a line that has none of them costs a tenth of
 * looking for two dozen.
 */
const hint =
  /gh[pousr]_|github_|gl[a-z]{1,5}[-_]|npm_|pypi-|gems_|pat_|\bsk-|hf_|gsk_|r8_|xai-|pplx|A[KSBC][IC]A|AIza|GOCSPX|ya29|_v1_|dapi|sbp_|pul-|pscale|xox|xapp|hv[bsr]\.|atlasv1|SG\.|key-|-us\d|SK[a-f0-9]|:AA|k_(?:live|test|prod)|whsec|shp[a-z]|sq0|ATATT|lin_api|ntn_|figd|PMAK|NRAK|sntry|dp\.|AGE-|eyJ|-----|webhook|hooks\.|:\/\/|pass|pwd|secret|token|[a-z][_-]?key|authorization|cookie|basic|bearer|-u[ =]|user|identified|login/i;

/** Shorter than the shortest text that has one: `a@b.co`. */
const shortest = 6;

/** A text without the secrets that are known by their shape and, unless it is kept for who did something, without addresses. */
export function redacted(text: string, privacy: Privacy): string {
  if (text.length < shortest) return text;
  let clean = text;
  if (hint.test(text))
    for (const pattern of secrets)
      clean = clean.replace(
        pattern,
        (_, kept: unknown) => `${typeof kept === 'string' ? kept : ''}${secretMark}`,
      );
  return privacy !== 'identity' && clean.includes('@') ? clean.replace(addresses, addressMark) : clean;
}
