export {
  inspectPartnerAdminLink,
  PARTNER_ADMIN_LINK,
  PartnerAdminLink,
  type PartnerAdminLinkOptions,
  type PartnerAdminLinkProps,
} from './partner-admin-link';
