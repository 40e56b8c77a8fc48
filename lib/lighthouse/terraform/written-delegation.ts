import type { LighthouseAssignment } from '@cdktf/provider-azurerm/lib/lighthouse-assignment';
import type { LighthouseDefinition } from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import { memberOf } from '../../text';
import type { Alteration, Delegation } from '../delegation/delegation';
import type { Authorization } from '../offer/authorization';
import { writtenAuthorizations } from './written-authorizations';
import { alteredNumber, alteredText, isPlain, writtenAttributes } from './written-resource';

/** What a delegation will be, as its definition and assignments are written when that is asked for. */
export class WrittenDelegation {
  private readonly scope: string | undefined;
  private readonly managingTenantId: string | undefined;
  private readonly assigned: readonly { readonly scope?: string; readonly definitionId?: string }[];

  /** Made with the resources, so that what they have now is what was declared. */
  constructor(
    private readonly declared: Delegation,
    private readonly definition: LighthouseDefinition,
    private readonly assignments: readonly LighthouseAssignment[],
  ) {
    this.scope = definition.scopeInput;
    this.managingTenantId = definition.managingTenantIdInput;
    this.assigned = assignments.map(one => ({
      scope: one.scopeInput,
      definitionId: one.lighthouseDefinitionIdInput,
    }));
  }

  /** Every authorization of the definition; the declared ones if nothing was changed. */
  public get authorizations(): readonly Authorization[] {
    return writtenAuthorizations(writtenAttributes(this.definition), this.declared.authorizations);
  }

  /** The delegation as it is written; the declared one if nothing was changed. */
  public get delegation(): Delegation {
    const attributes = writtenAttributes(this.definition);
    return this.declared.asWritten(writtenAuthorizations(attributes, this.declared.authorizations), [
      ...this.alteredDefinition(attributes),
      ...this.assignments.flatMap((assignment, i) => this.alteredAssignment(assignment, i)),
    ]);
  }

  private alteredDefinition(attributes: unknown): Alteration[] {
    return [
      ...alteredNumber('the definition', this.definition, attributes),
      ...alteredText('the scope of the definition', memberOf(attributes, 'scope'), this.scope),
      ...alteredText('the managing tenant', memberOf(attributes, 'managing_tenant_id'), this.managingTenantId),
      ...(areIgnored(memberOf(memberOf(attributes, 'lifecycle'), 'ignore_changes')) ? [IGNORED] : []),
    ];
  }

  private alteredAssignment(assignment: LighthouseAssignment, i: number): Alteration[] {
    const { scope, definitionId } = this.assigned[i];
    const attributes = isPlain(assignment)
      ? { scope: assignment.scopeInput, lighthouse_definition_id: assignment.lighthouseDefinitionIdInput }
      : writtenAttributes(assignment);
    const isOurs = memberOf(attributes, 'lighthouse_definition_id') === definitionId;
    return [
      ...alteredNumber('an assignment', assignment, attributes),
      ...alteredText('the scope of an assignment', memberOf(attributes, 'scope'), scope),
      ...(isOurs ? [] : [OF_ANOTHER_DEFINITION]),
    ];
  }
}

const IGNORED: Alteration = {
  reason: 'Terraform leaves the authorizations of a definition that exists as they are, because of ignore_changes',
  isKnown: false,
};

const OF_ANOTHER_DEFINITION: Alteration = {
  reason: 'an assignment is of another definition, of which the declaration knows nothing',
  isKnown: false,
};

function areIgnored(changes: unknown): boolean {
  return (
    changes === 'all' || (Array.isArray(changes) && changes.some(name => String(name).startsWith('authorization')))
  );
}
