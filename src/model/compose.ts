/** Parts of a preview that are started only when asked for. */
export type ComposeProfile = 'logs' | 'traces';

/** What a container finds in its file system. Files of the repository can only be read. */
export type ComposeMount =
  /** A file or folder of the repository, or one that the command writes: a path from the root. */
  | { readonly from: string; readonly to: string }
  /** A volume, kept until it is deleted. */
  | { readonly volume: string; readonly to: string; readonly readOnly?: boolean }
  /** A folder in memory. */
  | { readonly memory: string };

/** An address on this machine, 127.0.0.1 and nothing else, that leads to a port of the container. */
export interface ComposePort {
  readonly inside: number;
  readonly outside: number;
  /** Variable that moves it, for whoever has something else there. */
  readonly variable: string;
  /** What a person finds there; without it the port is for programs. */
  readonly page?: { readonly title: string; readonly user?: string; readonly password?: string };
}

/** A container. */
export interface ComposeService {
  readonly name: string;
  /** What it is for: a comment in the file. */
  readonly help: string;
  /** Without one it is always started. */
  readonly profile?: ComposeProfile;
  /** With its version; `ours` is built from this repository. */
  readonly image: string;
  /** Names besides its own under which the committed outputs know it. */
  readonly aliases?: readonly string[];
  /** Shares the network of another container, and is found under that one's names. */
  readonly networkOf?: string;
  /** Has no network at all. */
  readonly isAlone?: boolean;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** Server of the project whose flags are added to the command. */
  readonly flagsOf?: 'alertmanager' | 'prometheus';
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly mounts?: readonly ComposeMount[];
  readonly ports?: readonly ComposePort[];
  /** What must be well, or done, before it is started. */
  readonly after?: Readonly<Record<string, 'done' | 'well'>>;
  /** The command that says whether it is well; one that ends by itself needs none. */
  readonly health?: readonly ['CMD' | 'CMD-SHELL', ...string[]];
  /** Seconds that it may take to start. */
  readonly startsWithin?: number;
  /** Ends by itself when it has done its work. */
  readonly isOnce?: boolean;
  /** Its own file system cannot be written to. */
  readonly isReadOnly?: boolean;
  /** Rights of root that it keeps; all others are taken. */
  readonly keeps?: readonly string[];
  /** Most memory that it may take: `512m`. */
  readonly memory: string;
}

/** How the value of a variable comes about. */
export type ComposeVariable =
  /** Drawn by chance on first start, this many bytes, and written as hexadecimal digits. */
  | { readonly random: number }
  /** The same everywhere, and no secret. */
  | { readonly value: string };

/** Everything at once on one machine, in containers. */
export interface ComposeProject {
  readonly name: string;
  readonly services: readonly ComposeService[];
  readonly variables: Readonly<Record<string, ComposeVariable>>;
  /** Variables that are also written as files, for servers that read them so, into this folder of `state`. */
  readonly files: { readonly folder: string; readonly of: readonly string[] };
  /** Folder of what a start leaves on this machine, from the root; never committed. */
  readonly state: string;
  /** Configurations that only the preview needs, by their names in generated/preview/. */
  readonly configurations: Readonly<Record<string, unknown>>;
}
