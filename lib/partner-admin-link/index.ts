export {
  inspectPartnerAdminLink,
  PartnerAdminLink,
  type PartnerAdminLinkOptions,
  type PartnerAdminLinkProps,
} from './partner-admin-link';
