import type { Caller } from '../entra/access-tokens';
import type { AccessControl } from '../resource-manager/access-control';
import { anyApiVersion } from '../resource-manager/api-versions';
import { armRefusal, missingSubscriptionRegistration, resourceNotFound } from '../resource-manager/arm-errors';
import { RegistrationState } from '../resource-manager/provider-registration';
import { scopeAt } from '../resource-manager/scopes';
import type { Subscription, Subscriptions } from '../resource-manager/subscriptions';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asObject, asText, sameText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import type { Evaluation } from './evaluation';
import { Compliance, type Policies, type Remediation, subscriptionsOf } from './policies';

const POLICY_INSIGHTS = 'Microsoft.PolicyInsights';
const TYPE = `${POLICY_INSIGHTS}/remediations`;
const RE_EVALUATE = 'ReEvaluateCompliance';
/** https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources */
const MOST_UNLESS_GIVEN = 500;

/** What the tasks need. */
export interface RemediationParts {
  readonly policies: Policies;
  readonly evaluation: Evaluation;
  readonly subscriptions: Subscriptions;
  readonly access: AccessControl;
}

/**
 * Remediation tasks at management groups and subscriptions. They end before the answer.
 *
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/remediation-structure
 */
export class Remediations {
  constructor(private readonly parts: RemediationParts) {}

  /** Adds the routes. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    const atGroup = `/providers/Microsoft.Management/managementGroups/{group}/providers/${TYPE}/{name}`;
    const atSubscription = `/subscriptions/{subscription}/providers/${TYPE}/{name}`;
    for (const pattern of [atGroup, atSubscription]) {
      arm.on('GET', pattern, (caller, request, { group, name }) => this.get(caller, request, group, name));
      arm.on('PUT', pattern, (caller, request, { group, name }) => this.put(caller, request, group, name));
      arm.on('DELETE', pattern, (caller, request, { group }) => this.delete(caller, request, group));
    }
  }

  private get(caller: Caller, request: EmulatedRequest, group: string | undefined, name: string): Answer {
    this.admit(caller, request, group, 'read');
    const remediation = this.found(request);
    if (!remediation) {
      throw resourceNotFound(TYPE, name);
    }
    return { status: 200, body: shown(remediation) };
  }

  private put(caller: Caller, request: EmulatedRequest, group: string | undefined, name: string): Answer {
    const subscriptions = this.admit(caller, request, group, 'write');
    const given = asObject(asObject(request.body).properties);
    if (group !== undefined && given.resourceDiscoveryMode === RE_EVALUATE) {
      // https://github.com/hashicorp/terraform-provider-azurerm/issues/17007
      throw armRefusal(
        400,
        'InvalidCreateRemediationRequest',
        'Evaluating compliance before remediation is only supported for remediations at subscription scope and below.',
      );
    }
    const existing = this.found(request);
    const remediation = existing ?? { id: request.path, name, properties: {} };
    remediation.properties = {
      resourceDiscoveryMode: 'ExistingNonCompliant',
      ...given,
      ...this.run(given, subscriptions),
    };
    if (!existing) {
      this.parts.policies.remediations.push(remediation);
    }
    return { status: existing ? 200 : 201, body: shown(remediation) };
  }

  private delete(caller: Caller, request: EmulatedRequest, group: string | undefined): Answer {
    this.admit(caller, request, group, 'delete');
    const { policies } = this.parts;
    const remediation = this.found(request);
    policies.remediations = policies.remediations.filter(other => other !== remediation);
    return remediation ? { status: 200, body: shown(remediation) } : { status: 204 };
  }

  /** Without evaluating, a task knows the subscriptions that the last evaluation found, if there was one. */
  private run(given: JsonObject, subscriptions: readonly Subscription[]): JsonObject {
    const { resourceCount = MOST_UNLESS_GIVEN, resourceDiscoveryMode } = given;
    const assignmentId = asText(given.policyAssignmentId);
    const assignment = this.parts.policies.assignment(assignmentId);
    if (!assignment) {
      throw armRefusal(400, 'PolicyAssignmentNotFound', `The policy assignment '${assignmentId}' is not found.`);
    }
    const { evaluation } = this.parts;
    const inForce = subscriptionsOf(assignment).filter(subscription => subscriptions.includes(subscription));
    if (resourceDiscoveryMode === RE_EVALUATE) {
      inForce.forEach(subscription => evaluation.evaluate(assignment, subscription));
    }
    const due = inForce
      .filter(subscription => assignment.compliance.get(subscription) === Compliance.NON_COMPLIANT)
      .slice(0, Number(resourceCount));
    const deployed = due.filter(subscription => evaluation.deploy(assignment, subscription));
    deployed.forEach(subscription => evaluation.evaluate(assignment, subscription));
    return {
      provisioningState: deployed.length < due.length ? 'Failed' : 'Succeeded',
      deploymentStatus: {
        totalDeployments: due.length,
        successfulDeployments: deployed.length,
        failedDeployments: due.length - deployed.length,
      },
    };
  }

  private found({ path }: EmulatedRequest): Remediation | undefined {
    return this.parts.policies.remediations.find(remediation => sameText(remediation.id, path));
  }

  /** The subscriptions at the scope of a request that was let in. */
  private admit(caller: Caller, request: EmulatedRequest, group: string | undefined, verb: string) {
    anyApiVersion(request);
    const { access, subscriptions } = this.parts;
    if (group !== undefined) {
      return access.demandAtManagementGroup(caller, group, `${TYPE}/${verb}`).subscriptions;
    }
    const scope = scopeAt(subscriptions, request.path.split('/').slice(0, 3).join('/'));
    access.demand(caller, scope, `${TYPE}/${verb}`);
    if (scope.subscription.look(POLICY_INSIGHTS) !== RegistrationState.REGISTERED) {
      throw missingSubscriptionRegistration(POLICY_INSIGHTS);
    }
    return [scope.subscription];
  }
}

function shown({ id, name, properties }: Remediation): JsonObject {
  return { id, name, type: TYPE, properties };
}
