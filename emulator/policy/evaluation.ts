import type { AccessTokens } from '../entra/access-tokens';
import type { Delegations } from '../resource-manager/delegations';
import { expandedDefinition } from '../resource-manager/definition-content';
import { MANAGED_SERVICES } from '../resource-manager/managed-services-types';
import { RegistrationState } from '../resource-manager/provider-registration';
import type { Subscription } from '../resource-manager/subscriptions';
import { Refusal } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asList, asObject, asText } from '../server/json';
import type { Router } from '../server/router';
import { isTrue } from './conditions';
import { COMMON_FUNCTIONS, evaluated } from './expressions';
import { Compliance, parametersOf, type PolicyAssignment } from './policies';

/** What evaluations and deployments need. */
export interface EvaluationParts {
  readonly router: Router;
  readonly tokens: AccessTokens;
  /** The audience of tokens for Azure Resource Manager. */
  readonly resourceManager: string;
  readonly delegations: Delegations;
}

const MOST_LOOKS = 50;

/** Finds subscriptions that a policy misses something in, and deploys what is missing. */
export class Evaluation {
  constructor(private readonly parts: EvaluationParts) {}

  /** Looks at a subscription and notes what was found. */
  public evaluate(assignment: PolicyAssignment, subscription: Subscription): Compliance {
    const compliance = this.complianceOf(assignment, subscription);
    assignment.compliance.set(subscription, compliance);
    return compliance;
  }

  /** Deploys the policy's template into a subscription, as the identity of the assignment; whether that worked. */
  public deploy(assignment: PolicyAssignment, subscription: Subscription): boolean {
    const { properties } = asObject(detailsOf(assignment).deployment);
    const deployment = asObject(properties);
    const parameters = evaluated(deployment.parameters, {
      ...COMMON_FUNCTIONS,
      parameters: name => parametersOf(assignment)[String(name)],
    }) as Record<string, JsonObject>;
    const resources = evaluated(asObject(deployment.template).resources, {
      ...COMMON_FUNCTIONS,
      parameters: name => parameters[String(name)].value,
      subscriptionresourceid: (type, name) => resourceId(subscription, String(type), String(name)),
    });
    return asList(resources).every(resource => this.put(assignment, subscription, asObject(resource)));
  }

  /**
   * Without the resource provider there is nothing to look at: "Otherwise, the policy will not run".
   *
   * @see https://github.com/Azure/Azure-Lighthouse-samples/tree/master/templates/policy-delegate-management-groups
   */
  private complianceOf(assignment: PolicyAssignment, subscription: Subscription): Compliance {
    if (subscription.registrationOf(MANAGED_SERVICES) !== RegistrationState.REGISTERED) {
      return Compliance.UNKNOWN;
    }
    const condition = asObject(detailsOf(assignment).existenceCondition);
    const parameters = parametersOf(assignment);
    const meets = this.parts.delegations
      .definitions(subscription)
      .some(definition => isTrue(condition, { resource: expandedDefinition(definition), parameters }));
    return meets ? Compliance.COMPLIANT : Compliance.NON_COMPLIANT;
  }

  /** Sends one resource of the template through the front door, and waits until it is there. */
  private put({ identity }: PolicyAssignment, subscription: Subscription, resource: JsonObject): boolean {
    const { router, tokens, resourceManager } = this.parts;
    const { type, name, apiVersion, properties } = resource;
    const request = {
      path: resourceId(subscription, asText(type), asText(name)),
      query: new URLSearchParams({ 'api-version': asText(apiVersion) }),
      headers: { authorization: `Bearer ${tokens.issue(identity, resourceManager)}` },
      isMalformed: false,
    };
    try {
      router.answer({ ...request, method: 'PUT', body: { properties } });
      for (let i = 0; i < MOST_LOOKS; i++) {
        const answer = router.answer({ ...request, method: 'GET', body: undefined });
        if (asObject(asObject(answer?.body).properties).provisioningState === 'Succeeded') {
          return true;
        }
      }
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
    return false;
  }
}

function detailsOf(assignment: PolicyAssignment): JsonObject {
  return asObject(asObject(asObject(assignment.definition.properties.policyRule).then).details);
}

function resourceId(subscription: Subscription, type: string, name: string): string {
  return `${subscription.resourceId}/providers/${type}/${name}`;
}
