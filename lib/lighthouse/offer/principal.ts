import { Kind } from '../../azure';
import type { Faults } from '../../declaration';
import { knownToEqual, lowerCaseGuid, readable } from '../../terraform';

/** What kind of object of the managing tenant a principal is. */
export enum PrincipalKind {
  /** A security group. */
  GROUP = 'group',
  /** A person. */
  USER = 'user',
  /** A service principal. */
  SERVICE_PRINCIPAL = 'service-principal',
}

/**
 * A user, group or service principal of the managing tenant that gets access to a customer.
 *
 * @example
 * ```ts
 * const operators = Principal.group('f0000000-0000-4000-8000-000000000021', 'Operators');
 * ```
 */
export class Principal {
  /**
   * A security group; Microsoft 365 groups cannot be used.
   *
   * @param id the group's object id: a GUID, or a Terraform reference
   * @param displayName what the customer sees
   */
  public static group(id: string, displayName?: string): Principal {
    return new Principal(PrincipalKind.GROUP, id, displayName);
  }

  /**
   * A person.
   *
   * @param id the user's object id: a GUID, or a Terraform reference
   * @param displayName what the customer sees
   */
  public static user(id: string, displayName?: string): Principal {
    return new Principal(PrincipalKind.USER, id, displayName);
  }

  /**
   * A service principal, which can hold permanent authorizations only.
   *
   * @param id the object id of the *service principal*, not of its application and not the client id
   * @param displayName what the customer sees
   */
  public static servicePrincipal(id: string, displayName?: string): Principal {
    return new Principal(PrincipalKind.SERVICE_PRINCIPAL, id, displayName);
  }

  /** The object id in the managing tenant; a GUID in lower case, or a Terraform reference. */
  public readonly id: string;

  private constructor(
    /** What kind of object it is. */
    public readonly kind: PrincipalKind,
    id: string,
    /** What the customer sees instead of the id. */
    public readonly displayName?: string,
  ) {
    PRINCIPAL.register(this);
    this.id = lowerCaseGuid(id);
  }

  /** The name, or the id where there is none: for messages. */
  public get label(): string {
    return readable(this.displayName ?? this.id);
  }

  /** Whether both are known to be the same object. */
  public isSameAs(other: Principal): boolean {
    return this === other || knownToEqual(this.id, other.id);
  }

  /** @internal */
  public _inspect(faults: Faults): void {
    faults.at('id').guid(this.id, `object id of the ${this.kind.replace('-', ' ')}`);
    if (this.displayName !== undefined) {
      faults.at('displayName').text(this.displayName, 'the name that the customer sees');
    }
  }
}

/** Users, groups and service principals. */
export const PRINCIPAL = new Kind<Principal>(
  'Principal',
  'a Principal',
  'make it with Principal.group, user or servicePrincipal',
);

/** Each principal once, by its id, which is in lower case; a Terraform reference that was given twice is one principal. */
export function distinct(principals: Principal[]): Principal[] {
  const firsts = new Map<string, Principal>();
  principals.forEach(principal => firsts.set(principal.id, firsts.get(principal.id) ?? principal));
  return [...firsts.values()];
}
