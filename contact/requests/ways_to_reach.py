"""How the person of a request can be reached: what their phone number, fax number and email address are good for."""

from contact.clinic.email_addresses import is_address, mailable
from contact.clinic.phone_and_email import as_read_out, mailto_link
from contact.clinic.phone_numbers import find_numbers
from contact.encryption import Undecryptable


class WaysToReach:
    """Of a request with the texts `phone`, `fax` and `email` as they were typed."""

    @property
    def phone_numbers(self):
        """All that can be called."""
        return find_numbers(self.phone)

    @property
    def phone_to_dial(self):
        """For spreadsheets, which take a "+" for the start of a formula: such as "011 44 20 7946 0958" from abroad."""
        return "; ".join(number.as_read_out.replace("+", "011 ", 1) for number in self.phone_numbers)

    @property
    def words_at_phone(self):
        """Whether more was typed than one number."""
        return len(self.phone_numbers) > 1 or any(character.isalpha() for character in self.phone)

    @property
    def numbers_in_doubt(self):
        """What was given as a number and cannot be called as written."""
        given = [self.phone, self.fax]
        return [one for one in given if one and not isinstance(one, Undecryptable) and not find_numbers(one)]

    @property
    def email_link(self):
        """ "" for what is no address: it is shown as it was typed."""
        return mailto_link(self.email) if is_address(self.email) else ""

    @property
    def mail_address(self):
        """The address to which this site can send mail, or ""."""
        return mailable(self.email)

    @property
    def cannot_be_mailed(self):
        """Whether an address was given to which this site can send nothing. Staff may still be able to."""
        return bool(self.email) and not self.mail_address

    @property
    def phone_as_read_out(self):
        return as_read_out(self.phone)

    @property
    def phone_as_typed(self):
        """ "" where the button to call says the same."""
        return self.phone if self.phone_as_read_out != self.phone or not self.phone_numbers else ""
