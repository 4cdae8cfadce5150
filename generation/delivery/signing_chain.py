"""The certificates by which content credentials are signed: a chain of our own, made once, or one that a studio gives.

C2PA refuses a certificate that signs itself. So there is a root, whose key is thrown away once it has signed the leaf:
nobody can make another leaf under it. Who wants another one removes the folder, and a new chain is made.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from events.errors import Refusal
from events.evidence import files

YEARS = 30
"""How long our own certificates hold: without a server of time stamps, what they signed is proven no longer."""
_CHAIN, _KEY, _ROOT = "chain.pem", "key.pem", "root.pem"
_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}


class CredentialsUnusable(Refusal):
    """The certificates or the key by which content credentials are signed cannot be used; the detail says why."""

    code = "credentials-unusable"


@dataclass(frozen=True, slots=True)
class SigningChain:
    """Certificates from the one that signs upwards, its private key, all PEM, and the algorithm as C2PA names it.

    `anchor` is the certificate that must be trusted: the last of the chain. `own` is whether the chain is ours.
    """

    certificates: str
    key: str
    algorithm: str
    anchor: str
    own: bool


def chain() -> SigningChain:
    """Return the chain that a studio gave, else our own; CredentialsUnusable for one that cannot sign."""
    given = settings.CREDENTIALS_CHAIN, settings.CREDENTIALS_KEY
    if any(given) and not all(given):
        raise CredentialsUnusable("CREDENTIALS_CHAIN and CREDENTIALS_KEY belong together: set both, or none.")
    try:
        if all(given):
            return _read(Path(given[0]), Path(given[1]), own=False)
        folder = files.make_private(Path(settings.CREDENTIALS))
        with files.alone(folder / "lock"):
            if not (folder / _CHAIN).exists():
                _make(folder)
            return _read(folder / _CHAIN, folder / _KEY, own=True)
    except (OSError, ValueError, TypeError) as error:
        raise CredentialsUnusable(f"Content credentials cannot be signed: {error}.") from error


def _read(certificates: Path, key: Path, *, own: bool) -> SigningChain:
    listed = x509.load_pem_x509_certificates(certificates.read_bytes())
    secret = key.read_bytes()
    private = load_pem_private_key(secret, None)
    if private.public_key() != listed[0].public_key():
        raise ValueError(f"{key.name} is not the key of the first certificate in {certificates.name}")
    if len(listed) < 2:
        raise ValueError(f"{certificates.name} holds one certificate: C2PA asks for those above it too")
    texts = [each.public_bytes(Encoding.PEM).decode() for each in listed]
    return SigningChain("".join(texts), secret.decode(), _algorithm(private), texts[-1], own)


def _algorithm(private: object) -> str:
    match private:
        case ec.EllipticCurvePrivateKey(curve=curve) if curve.name in _CURVES:
            return _CURVES[curve.name]
        case ed25519.Ed25519PrivateKey():
            return "ed25519"
        case rsa.RSAPrivateKey():
            return "ps256"
    raise ValueError("its key is of a kind that C2PA does not sign with")


def _make(folder: Path) -> None:
    """The chain comes last: where it is there, so is the rest."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    mark = uuid4().hex[:8]
    root_name = _name(f"Continuity {mark} root")
    root = _certificate(root_name, root_key.public_key(), root_name, root_key, root=True)
    leaf = _certificate(_name(f"Continuity {mark}"), key.public_key(), root_name, root_key, root=False)
    above, below = (each.public_bytes(Encoding.PEM) for each in (root, leaf))
    files.write(folder / _KEY, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    files.write(folder / _ROOT, above)
    files.write(folder / _CHAIN, below + above)


def _name(common: str) -> x509.Name:
    named = ((NameOID.ORGANIZATION_NAME, "Continuity"), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(*each) for each in named])


def _certificate(
    name: x509.Name,
    public: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    by: ec.EllipticCurvePrivateKey,
    *,
    root: bool,
) -> x509.Certificate:
    """As C2PA's profile of certificates has it: a leaf may sign, and nothing else."""
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=not root,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=root,
        crl_sign=root,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=root, path_length=0 if root else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    if not root:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        made = made.add_extension(purpose, critical=False)
    return made.sign(by, hashes.SHA256())
