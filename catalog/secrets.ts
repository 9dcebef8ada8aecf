/*
 * What must not stand in a log, a trace or a notification, however it got there. Each pattern needs a marker that only such
 * values have: what would take out ordinary words hides errors from those who look for them.
 *
 * Every pattern is read by two engines and must end soon on any text in both of them. So whatever repeats is bounded, or can only
 * begin where nothing of its kind stands before it, and whatever looks behind looks one or two characters behind.
 */

/** A kind of secret, and how one is known. */
export interface SecretShape {
  readonly name: string;
  /**
   * As Ruby reads it, and JavaScript too once a `(?i)` at its beginning is a flag. What is in the first group stays; only a pattern
   * that has one may be of any case, since those without are joined to one.
   */
  readonly pattern: string;
  /**
   * Three or four characters, in lower case, one of which every such text has somewhere: who has to look at each line of a log
   * looks for these first.
   */
  readonly markers: readonly string[];
}

/** What takes a secret's place. */
export const secretMark = '[secret]';

/** What takes the place of an e-mail address where none belongs. */
export const addressMark = '[address]';

// Addresses

/** Letters and digits of any language: spaces and punctuation beyond ASCII are not among them. */
const letter = 'A-Za-z\\u00C0-\\u1FFF\\u2070-\\u2FFF\\u3040-\\uFFEF';
const local = `[${letter}0-9._%+-]`;
const label = `[${letter}0-9-]`;
/** What stands where a domain would end, and is the name of a unit or of a file: `getty@tty1.service`, `logo@2x.png`. */
const noDomain = 'service|socket|timer|slice|scope|mount|gif|jpe?g|png|svg|webp|js|json|ts';

/** An e-mail address in any language. A version (`zod@4.6.7`) and what git clones from (`git@github.com:x`) are none. */
export const addressPattern = [
  `(?<!${local})(?!git@)${local}+@(?![0-9]{1,9}\\.[0-9])`,
  `(?:${label}{1,63}\\.){1,8}(?!(?:${noDomain})(?!${label}))[${letter}]${label}{1,62}`,
].join('');

// Secrets that are said by name: key=value, JSON, YAML, headers, command lines

const keyWords = 'access|account|auth|encryption|master|secret|session|shared|signing';
/** Names of secrets, or how such names end: `AWS_SECRET_ACCESS_KEY`, `dbPassword`, `x-api-key`, `AccountKey`. */
const secretName = [
  'pass[_-]?(?:word|phrase)',
  'passwd',
  // A path is where a shell or a file is, and no secret.
  '(?:pwd|private[_-]?key)(?!["\']?\\s{0,4}[=:]\\s{0,4}["\']?(?:[/~.]|[a-z]:\\\\))',
  '(?<=_)pass',
  // Otherwise it is what tests do.
  '(?<![a-z])pass(?=["\']?\\s{0,4}(?:=|:\\s{0,4}["\']))',
  'secret',
  'token',
  // Of addresses that open without a password.
  '(?<=[?&])sig',
  'x-(?:amz|goog)-signature',
  'api[_-]?key',
  `(?:${keyWords})[_-]?key`,
].join('|');

/** What people write where a secret is not, or does not matter; and the mark itself, so that a second look changes nothing. */
const noSecret = [
  '\\[secret\\]',
  '(?:any|bool|boolean|denied|empty|expired|failed|false|invalid|missing|nil|none|not|null|number|rejected|required|revoked|str|string|true|undefined|unknown)\\.?(?:[\\s"\'`,;)}\\]<\\\\]|$)',
].join('|');

/** A character of a value without quotes. What separates values ends it where another name follows, or nothing does. */
const bare = [
  '[^\\s"\'`,;&<)}\\]\\\\]',
  '[,;&)}\\]](?![\\s"\'`,;&)}\\]]|$|[\\w .%-]{1,40}[=:])',
  '<(?!/)',
  '\\\\(?![nrt"\'])',
].join('|');

/** A value: up to the quote that ends it where one began it, with its spaces; otherwise up to the next space. */
const value = [
  `(?!${noSecret})(?:`,
  [
    '(?<=\\\\")(?:[^"\\\\\\r\\n]|\\\\(?!"))+',
    '(?<=[^\\\\]")(?:[^"\\\\\\r\\n]|\\\\[^\\r\\n])+',
    "(?<=')(?:[^'\\\\\\r\\n]|\\\\[^\\r\\n])+",
    '(?<=`)[^`\\r\\n]+',
    `(?<!["'\`])(?:${bare}){3,}`,
  ].join('|'),
  ')',
].join('');

/** What stands between a name and its value: `=`, `: "`, `" => "`, `"] = '`, `>`, or the word `value` in a list of variables. */
const between =
  '[\\\\"\'\\])]{0,3}\\s{0,8}(?::=|:(?!:)|={1,2}>?|>(?=[^\\s<>]{3,400}</)|,?\\s{0,40}-?\\s{0,4}["\']?value["\']?\\s{0,4}[=:])\\s{0,8}(?:b?\\\\?["\'`])?';

/** What is said of an option in words is no value of it. */
const prose =
  '(?:a|an|and|are|argument|as|at|by|can|does|flag|for|from|has|if|in|instead|is|must|not|of|on|option|or|should|the|to|was|when|will|with|without)[\\s.,;)]';
const word = '(?<![A-Za-z0-9])';
const schemes = '(?:apikey|basic|bearer|negotiate|ntlm|token)';

/** Secrets that are known by their shape. */
export const secretShapes: readonly SecretShape[] = [
  {
    name: 'GitHub token',
    markers: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: 'gh[pousr]_[A-Za-z0-9]{20,}',
  },
  { name: 'GitHub fine-grained token', markers: ['pat_'], pattern: 'github_pat_[A-Za-z0-9_]{20,}' },
  {
    name: 'GitLab token',
    markers: ['glag', 'glcb', 'gldt', 'glff', 'glft', 'glim', 'gloa', 'glpa', 'glpt', 'glrt', 'glso'],
    pattern: 'gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|soat)-[A-Za-z0-9_.-]{20,}',
  },
  {
    name: 'token of a package registry',
    markers: ['npm_', 'pypi', 'ems_', 'pat_'],
    pattern: `${word}(?:npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}|rubygems_[a-f0-9]{32,}|dckr_pat_[A-Za-z0-9_-]{20,})`,
  },
  {
    name: 'API key of a model provider',
    markers: ['sk-', 'hf_', 'gsk_', 'r8_', 'xai-', 'pplx'],
    pattern: `${word}(?:sk-[A-Za-z0-9_-]{20,}|hf_[A-Za-z0-9]{30,}|gsk_[A-Za-z0-9]{30,}|r8_[A-Za-z0-9]{30,}|(?:xai|pplx)-[A-Za-z0-9]{30,})`,
  },
  {
    name: 'AWS access key',
    markers: ['akia', 'asia', 'abia', 'acca'],
    pattern: 'A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}',
  },
  {
    name: 'Google key',
    markers: ['aiza', 'gocs', 'ya29'],
    pattern: `${word}(?:AIza[A-Za-z0-9_-]{30,}|GOCSPX-[A-Za-z0-9_-]{20,}|ya29\\.[A-Za-z0-9_-]{20,})`,
  },
  {
    name: 'token of a cloud',
    markers: ['_v1_', 'dapi', 'sbp_', 'pul-', 'psca'],
    pattern: `${word}(?:do[opr]_v1_[A-Za-z0-9]{32,}|dapi[a-f0-9]{32}|sbp_[a-f0-9]{40}|pul-[a-f0-9]{40}|pscale_[a-z]{2,5}_[A-Za-z0-9_.-]{20,})`,
  },
  { name: 'Slack token', markers: ['xox', 'xapp'], pattern: '(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}' },
  { name: 'Grafana token', markers: ['glsa', 'glc_'], pattern: 'gl(?:sa|c)_[A-Za-z0-9_=+/-]{20,}' },
  {
    name: 'Vault or Terraform token',
    markers: ['hvs.', 'hvb.', 'hvr.', 'asv1'],
    pattern: `${word}(?:hv[bsr]\\.[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{40,})`,
  },
  {
    name: 'key of a mail or message service',
    markers: ['sg.', 'key-', '-us', ':aa'],
    pattern: `${word}(?:SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}|key-[a-f0-9]{32}|[a-f0-9]{32}-us\\d{1,2}|\\d{8,10}:AA[A-Za-z0-9_-]{32,})`,
  },
  {
    name: 'key of a shop or a bank',
    markers: ['k_li', 'k_te', 'k_pr', 'whse', 'shpa', 'shpc', 'shps', 'sq0'],
    pattern: `${word}(?:[rs]k_(?:live|test|prod)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{16,}|shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}|sq0(?:atp|csp)-[A-Za-z0-9_-]{20,})`,
  },
  {
    name: 'token of a tool',
    markers: ['atat', 'api_', 'ntn_', 'figd', 'pmak', 'nrak', 'sntr', 'dp.', 'age-'],
    pattern: `${word}(?:ATATT3[A-Za-z0-9_=-]{30,}|lin_api_[A-Za-z0-9]{30,}|ntn_[A-Za-z0-9]{30,}|figd_[A-Za-z0-9_-]{30,}|PMAK-[a-f0-9-]{30,}|NRAK-[A-Z0-9]{20,}|sntry[su]_[A-Za-z0-9_=+/-]{30,}|dp\\.[a-z]{2,5}\\.[A-Za-z0-9]{30,}|AGE-SECRET-KEY-1[A-Z0-9]{50,})`,
  },
  {
    name: 'JSON web token',
    markers: ['eyj'],
    pattern: '(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]+){1,4}',
  },
  {
    name: 'private key',
    markers: ['----'],
    pattern:
      '-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\\s\\\\,:]*(?:-(?!-)[A-Za-z0-9+/=\\s\\\\,:]*)*(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?',
  },
  {
    name: 'webhook',
    markers: ['hook'],
    pattern:
      '((?:hooks\\.slack\\.com/(?:services|triggers|workflows)|discord(?:app)?\\.com/api/webhooks|webhook\\.office\\.com/webhookb2)/)[A-Za-z0-9/_@-]+',
  },
  {
    name: 'Authorization header',
    markers: ['riza'],
    pattern: `(?i)(authorization[\\\\"']{0,2}\\s{0,4}[=:]\\s{0,4}(?:\\\\?["'])?(?:${schemes}\\s{1,4})?)(?!${noSecret}|${schemes}\\s)(?:(?:aws4-[a-z0-9-]{1,20}|digest|hawk|signature)[ \\t][^\\r\\n]+|(?:[^\\s"',;\\\\]|\\\\(?!["'nrt]))+)`,
  },
  {
    name: 'credentials of a scheme',
    markers: ['ikey', 'asic', 'eare'],
    // With something that a word of a language does not have, or longer than one.
    pattern:
      '((?<![A-Za-z])(?:[Aa]pi[Kk]ey|APIKEY|[Bb]asic|BASIC|[Bb]earer|BEARER) )(?=[A-Za-z][a-z-]{0,200}[A-Z0-9=+/_~]|[^A-Za-z]|[a-z-]{24})[A-Za-z0-9._~+/=-]{8,}',
  },
  {
    name: 'cookie',
    markers: ['ooki'],
    pattern:
      '(?i)(cookie2?[\\\\"\']{0,2}\\s{0,4}[=:]\\s{0,4}["\']?)(?=[^\\s=;"\']{1,100}=)(?:="[^"\\r\\n]*"|[^"\'\\r\\n])+',
  },
  {
    name: 'password in an address',
    markers: ['://'],
    pattern: '(://(?:[^\\s:/@"\'<>]*:(?=[^\\s/"\'<>])|(?=[^\\s:/@"\'<>]{16,256}@)))[^\\s/"\'<>]+(?=@)',
  },
  {
    name: 'named secret',
    markers: ['pass', 'pwd', 'cret', 'oken', 'key', 'sig=', 'z-si', 'g-si'],
    pattern: `(?i)((?:${secretName})${between})${value}`,
  },
  {
    name: 'secret on a command line',
    markers: ['pass', 'pwd', 'cret', 'oken', 'key', '-u ', '-u=', '-use', 'y-us', 'ntif'],
    pattern: `(?i)((?<![a-z0-9_-])(?:--?[a-z0-9_-]{0,60}?(?:${secretName}|pass)\\s{1,4}["'\`]?(?!-|${prose})|(?:-u|--(?:proxy-)?user)[ =]["']?(?!\\d{1,9}:)[^\\s:"'/]{1,64}:(?![/~.])|sshpass\\s{1,4}-p\\s{0,4}["']?|login\\s{1,4}\\S{1,64}\\s{1,4}password\\s{1,4}|(?:identified by|with (?:encrypted )?password)\\s{1,4}["']))${value}`,
  },
];
