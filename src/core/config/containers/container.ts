import type { Span } from '../../text/span';
import type { Written } from '../file';

/** A container of a compose file or a Kubernetes workload. */
export interface Container {
  name: string;
  span: Span;
  image?: string;
  /** Defines what it runs; without it another file adds to a container that is defined elsewhere. */
  defined: boolean;
  env: Variable[];
  /** Its command, entrypoint and arguments. */
  commands: Span[];
  mounts: Mount[];
  /** The Kubernetes resource that it belongs to. */
  resource?: string;
  /** The names by which others reach it. */
  hosts: string[];
  /** Its host name is given, and so the same after it is made anew. */
  named: boolean;
  /** It is started again whenever it ends. */
  lasting?: boolean;
  /** It runs on machines that it chooses. */
  placed?: boolean;
  /** Settings may come from where this file does not show them. */
  open: boolean;
  /** How many of it run; absent: not known. */
  replicas?: number;
}

/** One environment variable. */
export interface Variable {
  name: string;
  /** Absent where it is passed through or taken from elsewhere. */
  written?: Omit<Written, 'more'>;
  /** The lines of a block scalar. */
  block?: Span;
}

/** What is mounted where. `anonymous` volumes are lost with their container. */
export interface Mount {
  target: string;
  kind: 'volume' | 'bind' | 'temporary' | 'anonymous' | 'file';
  source?: string;
  /** One claim, which every pod of the resource is given. */
  common?: boolean;
  span: Span;
}
