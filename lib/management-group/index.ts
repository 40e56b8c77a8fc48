export { ManagementGroupOnboarding, type ManagementGroupOnboardingProps } from './management-group-onboarding';
