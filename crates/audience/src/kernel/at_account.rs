//! How many contacts of an account pass: a counter for each account.

use super::Bulk;
use super::bits::Bits;
use crate::ids::NONE;
use model::filter::AtAccount;
use roaring::RoaringBitmap;

impl Bulk<'_> {
    pub(super) fn at_account(&mut self, test: &AtAccount) -> RoaringBitmap {
        let who = self.select(&test.who).into_owned();
        let account = &self.image.contacts.account;
        let mut counts = vec![0u32; self.image.accounts.ids.len()];
        for contact in who {
            if let Some(count) = counts.get_mut(account[contact as usize] as usize) {
                *count += 1;
            }
        }
        let count_of = |account: u32| if account == NONE { 0 } else { counts[account as usize] };
        let mut passing = Bits::of(account.len(), |contact| test.count.holds(count_of(account[contact]))).into_bitmap();
        passing &= &self.image.contacts.living;
        passing
    }
}
