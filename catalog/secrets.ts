/*
 * What must not stand in a log, a trace or a notification, however it got there. Each pattern needs a marker that only such
 * values have: what would take out ordinary words hides errors from those who look for them.
 */

/** A kind of secret, and how one is known. */
export interface SecretShape {
  readonly name: string;
  /** As JavaScript and Ruby read it, without flags. What is in the first group stays. */
  readonly pattern: string;
}

/** What takes a secret's place. */
export const secretMark = '[secret]';

/** What takes the place of an e-mail address where none belongs. */
export const addressMark = '[address]';

/** An e-mail address. */
export const addressPattern = '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+';

/** Secrets that are known by their shape. */
export const secretShapes: readonly SecretShape[] = [
  { name: 'GitHub token', pattern: 'gh[pousr]_[A-Za-z0-9]{20,}' },
  { name: 'GitHub fine-grained token', pattern: 'github_pat_[A-Za-z0-9_]{20,}' },
  { name: 'API key of a model provider', pattern: '\\bsk-[A-Za-z0-9_-]{20,}' },
  { name: 'AWS access key', pattern: 'A(?:KIA|SIA)[A-Z0-9]{16}' },
  { name: 'Slack token', pattern: 'xox[abeoprs]-[A-Za-z0-9-]{10,}' },
  { name: 'Slack webhook', pattern: '(hooks\\.slack\\.com/services/)[A-Za-z0-9/]+' },
  { name: 'Grafana token', pattern: 'gl(?:sa|c)_[A-Za-z0-9_=+/-]{20,}' },
  { name: 'JSON web token', pattern: 'eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*' },
  {
    name: 'private key',
    pattern: '-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\\s]*(?:-----END [A-Z ]*PRIVATE KEY-----)?',
  },
  { name: 'Authorization header', pattern: '((?:[Bb]earer|[Bb]asic|ApiKey) )[A-Za-z0-9._~+/=-]{8,}' },
  { name: 'password in an address', pattern: '(://[^\\s:/@]*:)[^\\s/@]+(?=@)' },
  {
    name: 'named secret',
    pattern:
      '((?:[Pp]assword|PASSWORD|[Pp]asswd|[Ss]ecret|SECRET|[Tt]oken|TOKEN|[Aa]pi[_-]?[Kk]ey|API_KEY)["\']?\\s*[=:]\\s*["\']?)[^\\s"\',;&]{4,}',
  },
];
